"""How Facebook counts a text: in UTF-16 units."""

from watchdesk.core.account import Account, Surface
from watchdesk.platforms.facebook.facts import FACTS
from watchdesk.platforms.text.counting import utf16_units
from watchdesk.platforms.text.web_addresses import address_texts
from watchdesk.publishing.ports.text_rules import Measure


class FacebookTextRule:
    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:  # noqa: ARG002  the same for every Page
        return Measure(length=utf16_units(text), limit=FACTS.text.most, unit=FACTS.text.unit)

    def links(self, text: str) -> tuple[str, ...]:
        return address_texts(text)
