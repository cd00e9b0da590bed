"""Facebook: 63,206 characters."""

from watchdesk.core.account import Account
from watchdesk.platforms.text.counting import utf16_units
from watchdesk.publishing.ports.text_rules import Measure

CHARACTERS = 63_206


class FacebookText:
    shows_threads = False

    def measure(self, account: Account, text: str) -> Measure:  # noqa: ARG002  the same for every Page
        return Measure(length=utf16_units(text), limit=CHARACTERS, unit="characters")
