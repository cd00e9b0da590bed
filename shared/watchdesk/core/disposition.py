"""How a message came to its end: what was done about it, by whom, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PLATFORM = "platform"
"""Who disposed of what was answered by a reply that a platform showed us, wherever it was written."""


class DispositionCode(StrEnum):
    ANSWERED = "answered"
    CRIME_RECORDED = "crime_recorded"
    """Its reference is the crime's number."""
    PASSED_TO_101 = "passed_to_101"
    INTELLIGENCE = "intelligence"
    SPAM = "spam"
    NO_ACTION = "no_action"

    @property
    def needs_reference(self) -> bool:
        return self is DispositionCode.CRIME_RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionRequest:
    """What somebody says was done."""

    outcome: DispositionCode
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """Nothing of the message is taken away by it."""

    outcome: DispositionCode
    by: str
    """The subject of whoever did it, or PLATFORM."""
    at: datetime
    reason: str = ""
    """Why, in the words of whoever disposed of it; needed where no reference says it."""
    reference: str = ""
    """Where it went on: a crime's number, an intelligence log's."""
