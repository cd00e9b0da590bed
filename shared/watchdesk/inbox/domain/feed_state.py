"""The state of a feed between polls: until when it was read whole, and what is still missing.

To walk a feed is to read it page by page, the newest page first.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NewType

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import FeedItem

FeedName = NewType("FeedName", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTraits:
    """How a feed must be walked. Its adapter sets this from facts about the platform."""

    name: FeedName
    surfaces: frozenset[Surface]
    overlap: timedelta
    """Every walk reads this far below its watermark again, because platforms show late and back-dated items."""
    deep_overlap: timedelta
    """Every `deep_every`, a walk reads this far below its watermark instead."""
    deep_every: timedelta
    is_ordered: bool = True
    """The pages come newest first. A walk of an unordered feed must reach its end, or resume where it stopped."""
    every: timedelta = timedelta(0)
    """The feed is walked at most this often. Zero means at every poll of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGap:
    """A part of a feed that a stopped walk left unread: from the cursor `resume` down to the time `floor`."""

    resume: str
    """The platform's cursor. We never look into it."""
    floor: datetime
    opened_at: datetime
    cause: str
    """The kind of error, `bound` (too many pages for one run) or `time` (the run ended)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """The errors since the last success, counted together."""

    kind: str
    since: datetime
    last: datetime
    times: int

    @staticmethod
    def after(earlier: "FeedTrouble | None", kind: str, now: datetime) -> "FeedTrouble":
        """Return the trouble with one more error counted."""
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
    """When the feed was first polled. Older messages are history."""
    revision: int = 0
    """The number of writes. A write on top of an outdated revision fails."""
    watched_until: datetime | None = None
    """When the last walk began after which nothing older is missing, by our clock."""
    mark: datetime | None = None
    """The watermark: the platform's time of the newest item seen, and never later than our clock."""
    head: str = ""
    """A digest of the newest page. If it is the same twice, the feed is quiet."""
    memo: str = ""
    """The adapter's note to itself. The next walk hands it back."""
    gaps: tuple[FeedGap, ...] = ()
    """The newest gap comes first."""
    trouble: FeedTrouble | None = None
    last_success: datetime | None = None
    walked_deep_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindPeriod:
    """A period in which a feed was not read, from `start` to `end`. At `closed_at` it was read after all."""

    account: AccountId
    feed: FeedName
    start: datetime
    end: datetime
    closed_at: datetime
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledPoll:
    """The entry of one account in the poll schedule."""

    account: AccountId
    next_poll_at: datetime | None
    """None means that the account is not polled, because it is retired."""
    lease: str | None = None
    lease_until: datetime | None = None
    last_poll_at: datetime | None = None
    failures: int = 0
    """The number of polls in a row in which no feed succeeded."""
    trouble: FeedTrouble | None = None
    credential_ends_at: datetime | None = None
    """When the credential expires, as far as its platform tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceCoverage:
    """Until when one surface of one account was read, as `watchdesk watch` shows it."""

    account: AccountId
    surface: Surface
    watched_until: datetime | None
    last_success: datetime | None
    trouble: FeedTrouble | None
    gaps: int
    next_poll_at: datetime | None


def coverage_by_surface(poll: ScheduledPoll, states: list[FeedState]) -> list[SurfaceCoverage]:
    """Return the coverage of each surface. If several feeds show it, the one that is furthest behind counts."""
    surfaces = sorted({surface for state in states for surface in state.surfaces})
    return [
        _coverage_of(poll, surface, [state for state in states if surface in state.surfaces])
        for surface in surfaces
    ]


def _coverage_of(poll: ScheduledPoll, surface: Surface, states: list[FeedState]) -> SurfaceCoverage:
    troubles = [state.trouble for state in states if state.trouble]
    return SurfaceCoverage(
        account=poll.account,
        surface=surface,
        watched_until=_earliest([state.watched_until for state in states]),
        last_success=_earliest([state.last_success for state in states]),
        trouble=min(troubles, key=lambda trouble: trouble.since, default=poll.trouble),
        gaps=sum(len(state.gaps) for state in states),
        next_poll_at=poll.next_poll_at,
    )


def _earliest(instants: list[datetime | None]) -> datetime | None:
    known = [instant for instant in instants if instant is not None]
    return min(known) if len(known) == len(instants) and known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One page of a feed, as the platform shows it."""

    items: tuple[FeedItem, ...]
    older: str | None
    """The cursor of the next older page. None means that this was the last page. An empty page may have one."""
    reaches_back_to: datetime | None
    """This walk has shown everything since this time, by the platform's clock.

    None means that the page makes no such promise, as in an unordered feed.
    """
    newest: datetime | None = None
    """The platform's time of the newest item on the page."""
    memo: str | None = None
    """The note that the adapter wants back at the next walk. Only the last page of a walk has one."""
