"""The port through which each platform counts a text and splits a long text into a thread."""

from dataclasses import dataclass
from typing import Protocol

from watchdesk.core.account import Account, Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The length of a text by its platform's own count. Of several limits, this is the one most nearly reached."""

    length: int
    limit: int
    unit: str
    """The unit of the count, in a word for people: characters, bytes, hashtags."""

    @property
    def fits(self) -> bool:
        return self.length <= self.limit


class TextRules(Protocol):
    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:
        """Measure the whole text as it would go out, with the attribution: an answer on the surface, or a post.

        Raises Defect for a platform that has no rules.
        """
        ...

    def links(self, account: Account, text: str) -> tuple[str, ...]:
        """Return every address of which the account's platform makes a link, in the order of the text."""
        ...

    def split(self, account: Account, text: str, suffix: str) -> list[str]:
        """Return the text with `suffix` behind it: in one part if that fits, else as a numbered thread.

        Every part fits, and the suffix ends the last one. Words stay whole and unchanged; only white space at the
        cuts and ends is left out. Raises Refused with the reason if the platform has no threads or no cut fits.
        """
        ...
