"""Until when has a feed been seen whole, and what is still missing?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NewType

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import FeedItem

FeedName = NewType("FeedName", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTraits:
    """How a feed must be walked. Set by its adapter, from facts about the platform."""

    name: FeedName
    surfaces: frozenset[Surface]
    overlap: timedelta
    """Every walk re-reads this far below its mark: platforms show late and back-dated items."""
    deep_overlap: timedelta
    """Every `deep_every` a walk re-reads this far instead."""
    deep_every: timedelta
    is_ordered: bool = True
    """Pages come newest first. Otherwise a walk must reach its end; a stopped one is resumed, not restarted."""
    every: timedelta = timedelta(0)
    """Walked at most this often; zero means at every poll of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGap:
    """A stretch of a feed that a stopped walk left unread: from `resume` (opaque to us) down to `floor`."""

    resume: str
    floor: datetime
    opened_at: datetime
    cause: str
    """The kind of error, `bound` (too many pages for one run) or `time` (the run ended)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """The errors since the last success, as one."""

    kind: str
    since: datetime
    last: datetime
    times: int

    @staticmethod
    def after(earlier: "FeedTrouble | None", kind: str, now: datetime) -> "FeedTrouble":
        if earlier is None:
            return FeedTrouble(kind=kind, since=now, last=now, times=1)
        return replace(earlier, kind=kind, last=now, times=earlier.times + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of one feed of one account between polls."""

    account: AccountId
    feed: FeedName
    surfaces: frozenset[Surface]
    connected_at: datetime
    """When it was first polled: what is older is history."""
    revision: int = 0
    """Counts the writes; a write on top of a revision that has moved on is refused."""
    watched_until: datetime | None = None
    """Our clock at the start of the last walk below which nothing is missing."""
    mark: datetime | None = None
    """The platform's time of the newest item seen, never later than our clock."""
    head: str = ""
    """A digest of the newest page: the same head twice means a quiet feed."""
    memo: str = ""
    """Whatever the adapter asked to be handed back at the next walk."""
    gaps: tuple[FeedGap, ...] = ()
    """Newest first."""
    trouble: FeedTrouble | None = None
    last_success: datetime | None = None
    walked_deep_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindPeriod:
    """One line of the ledger: from `start` to `end` this feed went unseen, until it was read at `closed_at`."""

    account: AccountId
    feed: FeedName
    start: datetime
    end: datetime
    closed_at: datetime
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledPoll:
    """One account's place in the poll schedule."""

    account: AccountId
    next_poll_at: datetime | None
    """None: not polled, because it is retired."""
    lease: str | None = None
    lease_until: datetime | None = None
    last_poll_at: datetime | None = None
    failures: int = 0
    """Polls in a row in which no feed succeeded."""
    trouble: FeedTrouble | None = None
    credential_ends_at: datetime | None = None
    """When the credential stops working, as far as its platform lets us know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceCoverage:
    """What `watchdesk watch` shows for one surface of one account."""

    account: AccountId
    surface: Surface
    watched_until: datetime | None
    last_success: datetime | None
    trouble: FeedTrouble | None
    gaps: int
    next_poll_at: datetime | None


def coverage_by_surface(poll: ScheduledPoll, states: list[FeedState]) -> list[SurfaceCoverage]:
    """A surface read through several feeds is watched only until the least of them."""
    surfaces = sorted({surface for state in states for surface in state.surfaces})
    return [_surface(poll, surface, [s for s in states if surface in s.surfaces]) for surface in surfaces]


def _surface(poll: ScheduledPoll, surface: Surface, states: list[FeedState]) -> SurfaceCoverage:
    troubles = [state.trouble for state in states if state.trouble]
    return SurfaceCoverage(
        account=poll.account,
        surface=surface,
        watched_until=_least([state.watched_until for state in states]),
        last_success=_least([state.last_success for state in states]),
        trouble=min(troubles, key=lambda trouble: trouble.since, default=poll.trouble),
        gaps=sum(len(state.gaps) for state in states),
        next_poll_at=poll.next_poll_at,
    )


def _least(instants: list[datetime | None]) -> datetime | None:
    known = [instant for instant in instants if instant is not None]
    return min(known) if len(known) == len(instants) and known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One page of a feed, as the platform shows it."""

    items: tuple[FeedItem, ...]
    older: str | None
    """Asks for the next older page; None: this was the last. An empty page may still have one."""
    reaches_back_to: datetime | None
    """Everything the feed shows from this instant (platform's clock) on has been shown by this walk so far.

    None: the page makes no such promise, as in an unordered feed.
    """
    newest: datetime | None = None
    """The platform's time of the newest item on the page."""
    memo: str | None = None
    """On the last page of a walk: what the adapter wants to be handed back next time."""
