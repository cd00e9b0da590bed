"""What an alert may say about the messages that wait."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.message import MessageState, Urgency, WaitingMessage

CLOCK_SKEW = timedelta(minutes=2)
"""The clocks of two runs may be this far apart."""


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


def is_sweep_due(messages: Collection[WaitingMessage], now: datetime) -> bool:
    """Return whether a sweep may look at one of these messages now, by a clock that is ahead of ours."""
    listed = [message.attention_at for message in messages if message.state is not MessageState.DISPOSED]
    return any(at is not None and at <= now + CLOCK_SKEW for at in listed)
