"""Until when each surface has been seen whole, and the stretches that were not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState, SurfaceCoverage


def stale_surfaces(found: Sequence[SurfaceCoverage], now: datetime, max_age: timedelta) -> list[SurfaceCoverage]:
    """Those that have not been seen whole within `max_age`, or ever."""
    return [sight for sight in found if sight.watched_until is None or now - sight.watched_until > max_age]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenPeriod:
    """A stretch in which a feed went unseen; open until it has been read after all."""

    feed: str
    start: datetime
    end: datetime | None
    closed_at: datetime | None
    cause: str


def unseen_periods(ledger: Sequence[BlindPeriod], states: Sequence[FeedState]) -> list[UnseenPeriod]:
    """The ledger, then what is still open."""
    closed = [
        UnseenPeriod(feed=line.feed, start=line.start, end=line.end, closed_at=line.closed_at, cause=line.cause)
        for line in ledger
    ]
    still_open = [
        UnseenPeriod(feed=state.feed, start=gap.floor, end=None, closed_at=None, cause=gap.cause)
        for state in states
        for gap in state.gaps
    ]
    return closed + still_open


def coverage_json(sight: SurfaceCoverage, now: datetime) -> dict[str, Any]:
    until = sight.watched_until
    return {
        "account": sight.account,
        "surface": sight.surface,
        "watched_until": _stamp(until),
        "age_seconds": None if until is None else round((now - until).total_seconds()),
        "last_success": _stamp(sight.last_success),
        "trouble": sight.trouble.kind if sight.trouble else None,
        "trouble_since": _stamp(sight.trouble.since) if sight.trouble else None,
        "gaps": sight.gaps,
        "next_poll_at": _stamp(sight.next_poll_at),
    }


def unseen_json(blind: UnseenPeriod) -> dict[str, Any]:
    return {
        "feed": blind.feed,
        "start": _stamp(blind.start),
        "end": _stamp(blind.end),
        "closed_at": _stamp(blind.closed_at),
        "cause": blind.cause,
    }


def _stamp(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
