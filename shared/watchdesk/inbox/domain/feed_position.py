"""How far down must a feed be read, and what is left when a run has to stop?"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watchdesk.core.errors import Defect, PermissionLost
from watchdesk.core.message import Deletion, FeedItem, Inbound, OwnReply, Unreadable
from watchdesk.inbox.domain.feed_state import FeedGap, FeedPage, FeedState, FeedTraits

BACKFILL = "backfill"
RECHECK = "recheck"
SIDE_LANES = frozenset({BACKFILL, RECHECK})
"""Gaps that hold nothing new: history from before the account was connected, and stretches read once already."""

STOPPED = "stopped"
BOUND = "bound"
TIME = "time"

MOST_GAPS = 8
"""More are merged from the old end: reading a stretch twice is harmless, forgetting one is not."""

REST_AFTER_ERROR = {PermissionLost.kind: timedelta(hours=6), Defect.kind: timedelta(minutes=5)}
"""How long one feed rests after an error that asking again at once cannot mend, while the others go on."""


def is_due(traits: FeedTraits, state: FeedState, now: datetime) -> bool:
    """Whether this feed is walked at this poll of its account."""
    if (
        state.trouble is not None
        and state.trouble.last + REST_AFTER_ERROR.get(state.trouble.kind, timedelta(0)) > now
    ):
        return False
    if state.last_success is None or blocking_gaps(state):
        return True
    return state.last_success + traits.every <= now


def lower_bound(traits: FeedTraits, state: FeedState, now: datetime) -> datetime:
    """The platform's instant down to which a walk reads.

    At the first walk only the newest page is live, the rest is history. A feed that was empty until now has
    no mark; all that it shows is new.
    """
    if is_first_walk(state):
        return now
    return state.connected_at - traits.deep_overlap if state.mark is None else state.mark - traits.overlap


def is_first_walk(state: FeedState) -> bool:
    """Nothing of this feed has been kept yet, by a whole walk or by one that failed half-way."""
    return state.last_success is None and state.mark is None


def is_quiet(page: FeedPage, state: FeedState) -> bool:
    """The newest page is the one seen last time, and nothing can hide between it and what was seen."""
    if not state.head or page_digest(page) != state.head:
        return False
    return page.older is None or _below(page, state.mark)


def reaches_bound(page: FeedPage, down_to: datetime) -> bool:
    return page.older is None or _below(page, down_to)


def overlaps_earlier_walk(page: FeedPage, mark: datetime | None) -> bool:
    """The page lies, at least in part, where an earlier walk has been."""
    return mark is not None and page.reaches_back_to is not None and page.reaches_back_to <= mark


def _below(page: FeedPage, instant: datetime | None) -> bool:
    return instant is not None and page.reaches_back_to is not None and page.reaches_back_to < instant


def page_digest(page: FeedPage) -> str:
    """A digest of what a page shows: identities and versions, no words."""
    shown = "\n".join(_identity(item) for item in page.items)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _identity(item: FeedItem) -> str:
    match item:
        case Inbound():
            return f"{item.surface} {item.native_id} {item.version}"
        case Unreadable():
            return f"{item.surface} {item.native_id} {version_of(item)}"
        case OwnReply():
            return f"own {item.native_id}"
        case Deletion():
            return f"gone {item.surface} {item.native_id}"


def version_of(body: Inbound | Unreadable) -> str:
    """An unreadable item's version is the digest of its bytes, so that a readable one later is a revision."""
    return body.version if isinstance(body, Inbound) else hashlib.sha256(body.raw.encode()).hexdigest()[:16]


def advanced_watermark(state: FeedState, newest: datetime | None, now: datetime) -> datetime | None:
    """The new mark: never backwards, and never past our own clock, whatever the platform's says."""
    seen = [instant for instant in (state.mark, newest and min(newest, now)) if instant]
    return max(seen, default=None)


def with_gap(state: FeedState, gap: FeedGap) -> FeedState:
    """Put a gap in front, and merge the oldest ones when there are too many."""
    return replace(state, gaps=_merged((gap, *state.gaps)))


def _merged(gaps: tuple[FeedGap, ...]) -> tuple[FeedGap, ...]:
    if len(gaps) <= MOST_GAPS:
        return gaps
    *kept, last, oldest = gaps
    held = last if last.cause not in SIDE_LANES else oldest
    joined = replace(last, floor=min(last.floor, oldest.floor), opened_at=held.opened_at, cause=held.cause)
    return (*kept, joined)


def blocking_gaps(state: FeedState) -> Sequence[FeedGap]:
    """The gaps that keep *watched until* where it is."""
    return [gap for gap in state.gaps if gap.cause not in SIDE_LANES]


def reading_order(gaps: Sequence[FeedGap]) -> list[FeedGap]:
    """What is missing first, newest first; then the side lanes."""
    return sorted(gaps, key=lambda gap: gap.cause in SIDE_LANES)


def is_recheck_due(traits: FeedTraits, state: FeedState, now: datetime) -> bool:
    """Whether the deeper stretch below the floor is read again: late and back-dated items lie there."""
    if any(gap.cause in SIDE_LANES for gap in state.gaps):
        return False
    return state.walked_deep_at is None or state.walked_deep_at + traits.deep_every <= now
