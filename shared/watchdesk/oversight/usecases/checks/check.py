"""One thing the auditor looks at: it says what is wrong, and how that could be mended, and changes nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from watchdesk.oversight.domain.finding_kinds import FindingName
from watchdesk.oversight.domain.incident import Finding

LATE_AFTER = timedelta(minutes=3)
"""What runs every minute has had three chances by then; a deadline is promised a text within this."""

Repair = Callable[[], object]
"""Safe to repeat, and conditional on what was seen: what has changed since is left alone."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    finding: Finding
    mends: Sequence[Repair] = ()


class Check(Protocol):
    @property
    def name(self) -> str:
        """A word of its own, the same for ever: the ledger of troubles knows it by this."""
        ...

    def __call__(self) -> Iterator[CheckResult]:
        """Raises whatever kept it from looking: then nobody knows whether all is well."""
        ...


def count_text(number: int, word: str) -> str:
    """`3 messages`: figures, never what they say."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


__all__ = ["LATE_AFTER", "Check", "CheckResult", "Finding", "FindingName", "Repair", "count_text"]
