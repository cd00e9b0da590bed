"""What an alert may say about the messages that wait."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.message import Urgency, WaitingMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSummary:
    """What an alert may say about its messages that wait: numbers and times, no content."""

    counts: Mapping[Urgency, int]
    """How many messages of each urgency there are, the most urgent first and without zeros."""
    oldest: datetime | None
    due_at: datetime | None = None
    """The soonest deadline of them."""
    warned_at: datetime | None = None
    """When a sweep last warned of one of them."""

    @staticmethod
    def of(waiting: Sequence[WaitingMessage]) -> "WaitingSummary":
        found = Counter(message.urgency for message in waiting)
        return WaitingSummary(
            counts={urgency: found[urgency] for urgency in Urgency if found[urgency]},
            oldest=min((message.since for message in waiting), default=None),
            due_at=min((message.deadline for message in waiting), default=None),
            warned_at=max((message.warned_at for message in waiting if message.warned_at), default=None),
        )
