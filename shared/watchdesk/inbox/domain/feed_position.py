"""How far down a feed must be read, and what is left when a run has to stop."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watchdesk.core.errors import Defect, PermissionLost
from watchdesk.core.message import Deletion, FeedItem, Inbound, OwnReply, Unreadable
from watchdesk.inbox.domain.feed_state import FeedGap, FeedPage, FeedState, FeedTraits

BACKFILL = "backfill"
RECHECK = "recheck"
BACKGROUND_CAUSES = frozenset({BACKFILL, RECHECK})
"""Gaps with these causes hold nothing new: history from before the account was connected, or what was read."""

STOPPED = "stopped"
BOUND = "bound"
TIME = "time"

MAX_GAPS = 8
"""More gaps are merged, the oldest first. It does no harm to read a part twice, but no part may be forgotten."""

REST_AFTER_ERROR = {PermissionLost.kind: timedelta(hours=6), Defect.kind: timedelta(minutes=5)}
"""A feed rests this long after an error that a retry cannot repair. The other feeds go on."""


def is_due(traits: FeedTraits, state: FeedState, now: datetime) -> bool:
    """Tell whether this poll of the account walks the feed."""
    if state.trouble is not None:
        rest = REST_AFTER_ERROR.get(state.trouble.kind, timedelta(0))
        if state.trouble.last + rest > now:
            return False
    if state.last_success is None or blocking_gaps(state):
        return True
    return state.last_success + traits.every <= now


def lower_bound(traits: FeedTraits, state: FeedState, now: datetime) -> datetime:
    """Return the platform's time down to which a walk reads.

    At the first walk only the newest page is live, and everything below is history. A feed that was empty until
    now has no watermark, so everything that it shows is new.
    """
    if is_first_walk(state):
        return now
    return state.connected_at - traits.deep_overlap if state.mark is None else state.mark - traits.overlap


def is_first_walk(state: FeedState) -> bool:
    """Tell whether nothing of this feed was stored yet, not even by a walk that failed half-way."""
    return state.last_success is None and state.mark is None


def is_quiet(page: FeedPage, state: FeedState) -> bool:
    """Tell whether the newest page is the one seen last time, and nothing can lie between it and what was read."""
    if not state.head or page_digest(page) != state.head:
        return False
    return page.older is None or _reaches_below(page, state.mark)


def reaches_bound(page: FeedPage, bound: datetime) -> bool:
    """Tell whether the walk need not read below this page."""
    return page.older is None or _reaches_below(page, bound)


def overlaps_earlier_walk(page: FeedPage, mark: datetime | None) -> bool:
    """Tell whether an earlier walk has read the page, at least in part."""
    return mark is not None and page.reaches_back_to is not None and page.reaches_back_to <= mark


def _reaches_below(page: FeedPage, instant: datetime | None) -> bool:
    return instant is not None and page.reaches_back_to is not None and page.reaches_back_to < instant


def page_digest(page: FeedPage) -> str:
    """Return a digest of the identities and versions on a page. It holds no text."""
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
    """Return the version of a body.

    The version of an unreadable item is the digest of its bytes, so that a readable one later is a revision.
    """
    return body.version if isinstance(body, Inbound) else hashlib.sha256(body.raw.encode()).hexdigest()[:16]


def advanced_watermark(state: FeedState, newest: datetime | None, now: datetime) -> datetime | None:
    """Return the new watermark. It never goes back, and never past our own clock, whatever the platform's says."""
    seen = [instant for instant in (state.mark, newest and min(newest, now)) if instant]
    return max(seen, default=None)


def with_gap(state: FeedState, gap: FeedGap) -> FeedState:
    """Add a gap in front, and merge the oldest ones if there are too many."""
    return replace(state, gaps=_merged((gap, *state.gaps)))


def _merged(gaps: tuple[FeedGap, ...]) -> tuple[FeedGap, ...]:
    if len(gaps) <= MAX_GAPS:
        return gaps
    *others, last, oldest = gaps
    blocking = last if last.cause not in BACKGROUND_CAUSES else oldest
    joined = replace(last, floor=min(last.floor, oldest.floor), opened_at=blocking.opened_at, cause=blocking.cause)
    return (*others, joined)


def background_gap(
    traits: FeedTraits, before: FeedState, cursor: str, started: datetime, backfill: timedelta
) -> FeedGap | None:
    """Return the gap that a walk opens below its newest page for history or for a deep reading, if it is time."""
    if is_first_walk(before):
        return FeedGap(resume=cursor, floor=started - backfill, opened_at=started, cause=BACKFILL)
    if before.mark is not None and _is_recheck_due(traits, before, started):
        return FeedGap(resume=cursor, floor=before.mark - traits.deep_overlap, opened_at=started, cause=RECHECK)
    return None


def blocking_gaps(state: FeedState) -> Sequence[FeedGap]:
    """Return the gaps that keep *watched until* from moving."""
    return [gap for gap in state.gaps if gap.cause not in BACKGROUND_CAUSES]


def reading_order(gaps: Sequence[FeedGap]) -> list[FeedGap]:
    """Return the gaps in the order in which they are read: what is missing first, the newest first."""
    return sorted(gaps, key=lambda gap: gap.cause in BACKGROUND_CAUSES)


def _is_recheck_due(traits: FeedTraits, state: FeedState, now: datetime) -> bool:
    """Tell whether the deep overlap is read again, in which late and back-dated items lie."""
    if any(gap.cause in BACKGROUND_CAUSES for gap in state.gaps):
        return False
    return state.walked_deep_at is None or state.walked_deep_at + traits.deep_every <= now
