"""One check of the audit. It says what is wrong and how to repair it, and changes nothing itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from watchdesk.oversight.domain.finding_kinds import FindingName
from watchdesk.oversight.domain.incident import Finding

LATE_AFTER = timedelta(minutes=3)
"""Functions that run every minute have had three runs by then. A text is promised this soon after a deadline."""

Repair = Callable[[], object]
"""Repairs what was found. It is safe to repeat, and changes nothing that has changed since it was read."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One finding of a check, and the repairs for it."""

    finding: Finding
    repairs: Sequence[Repair] = ()


class Check(Protocol):
    """Looks at one part of the system."""

    @property
    def name(self) -> str:
        """Return the unique name of the check. It never changes, because incidents are stored under it."""
        ...

    def __call__(self) -> Iterator[CheckResult]:
        """Yield what is wrong. Raises any error that prevents the check: then nobody knows whether all is well."""
        ...


def count_text(number: int, word: str) -> str:
    """Return for example `3 messages`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


__all__ = ["LATE_AFTER", "Check", "CheckResult", "Finding", "FindingName", "Repair", "count_text"]
