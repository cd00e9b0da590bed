"""A month as a rehearsal needs it: what came when, and as far as it is known when it was handled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One message, in the instant a poll shows it."""

    seen_at: datetime
    sent_at: datetime
    account: AccountId
    surface: Surface
    native_id: str
    thread_id: str = ""
    """Empty: it begins a thread of its own."""
    author: str = ""
    text: str = ""
    urgency: Urgency | None = None
    """As it was recorded, where the words are not known; None: the triage decides."""
    handled_at: datetime | None = None
    """As it was recorded."""

    @property
    def key(self) -> MessageKey:
        return MessageKey(self.account, self.surface, self.native_id)


def poll_of(arrival: Arrival) -> tuple[datetime, AccountId]:
    """The poll that shows it: what one poll shows comes as one page."""
    return arrival.seen_at, arrival.account


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Any stretch of time, in truth. It can be gone through more than once."""

    name: str
    start: datetime
    end: datetime
    arrivals: Iterable[Arrival]
    """In the order of their polls."""
    count: int
    is_recorded: bool = False
    """Whether it is known when messages were handled, so that no desk is invented for it."""


def next_poll(sent_at: datetime, start: datetime, every: timedelta) -> datetime:
    """When a poll that comes round at this interval first shows what was sent then."""
    return start + -(-(sent_at - start) // every) * every
