"""What was done about a message, by whom, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PLATFORM = "platform"
"""The name in `Disposition.by` when a platform shows a reply to the message, wherever it was written."""


class DispositionCode(StrEnum):
    ANSWERED = "answered"
    CRIME_RECORDED = "crime_recorded"
    """The reference is the crime number."""
    PASSED_TO_101 = "passed_to_101"
    INTELLIGENCE = "intelligence"
    SPAM = "spam"
    NO_ACTION = "no_action"

    @property
    def needs_reference(self) -> bool:
        return self is DispositionCode.CRIME_RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionRequest:
    """What a person says was done about a message."""

    outcome: DispositionCode
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """The stored result. The message itself is not changed by it."""

    outcome: DispositionCode
    by: str
    """The subject of the person, or PLATFORM."""
    at: datetime
    reason: str = ""
    """The reason in the person's own words. It is required unless a reference is given."""
    reference: str = ""
    """The number of the crime or of the intelligence log."""
