"""How each platform counts a text, and how one that is too long becomes a thread."""

from dataclasses import dataclass
from typing import Protocol

from watchdesk.core.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A text by its platform's own count. Where several limits hold, the one that is nearest to being broken."""

    length: int
    limit: int
    unit: str
    """What is counted, in words a person reads: characters, bytes, hashtags."""

    @property
    def fits(self) -> bool:
        return self.length <= self.limit


class TextRules(Protocol):
    def measure(self, account: Account, text: str) -> Measure:
        """The whole text as it would go out, attribution included.

        Raises Defect for a platform that has no rules.
        """
        ...

    def split(self, account: Account, text: str, suffix: str) -> list[str]:
        """The text with `suffix` behind it: as it stands if that fits, else as a numbered thread.

        Every part fits, and the suffix ends the last one. Words stay whole and as they were written; only white
        space at the cuts and ends is left out.
        Raises Refused, saying why, if the platform shows no threads or no cut makes it fit.
        """
        ...
