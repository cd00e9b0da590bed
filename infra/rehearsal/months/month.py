"""A month for a rehearsal: which messages came when, and when they were handled, if that is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One message, at the time at which a poll shows it."""

    seen_at: datetime
    sent_at: datetime
    account: AccountId
    surface: Surface
    native_id: str
    thread_id: str = ""
    """If this is empty, the message begins a thread of its own."""
    author: str = ""
    text: str = ""
    urgency: Urgency | None = None
    """The recorded urgency, if the text is not known. None means that the triage decides."""
    handled_at: datetime | None = None
    """When the message was handled, if that was recorded."""

    @property
    def key(self) -> MessageKey:
        return MessageKey(self.account, self.surface, self.native_id)


def poll_of(arrival: Arrival) -> tuple[datetime, AccountId]:
    """Return the poll that shows the message. The messages of one poll come as one page."""
    return arrival.seen_at, arrival.account


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The messages of a month, or of any other period. It can be rehearsed more than once."""

    name: str
    start: datetime
    end: datetime
    arrivals: Iterable[Arrival]
    """The messages in the order of their polls."""
    count: int
    is_recorded: bool = False
    """True if it is known when messages were handled, so that the desk need not be simulated."""


def next_poll(sent_at: datetime, start: datetime, every: timedelta) -> datetime:
    """Return when a poll at this interval first shows a message that was sent at this time."""
    return start + -(-(sent_at - start) // every) * every
