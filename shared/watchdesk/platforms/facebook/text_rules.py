"""How Facebook counts a text: in UTF-16 units."""

from watchdesk.core.account import Account
from watchdesk.platforms.facebook.facts import FACTS
from watchdesk.platforms.text.counting import utf16_units
from watchdesk.publishing.ports.text_rules import Measure


class FacebookTextRule:
    def measure(self, account: Account, text: str) -> Measure:  # noqa: ARG002  the same for every Page
        return Measure(length=utf16_units(text), limit=FACTS.text.most, unit=FACTS.text.unit)
