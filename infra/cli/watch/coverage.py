"""Until when each surface was read whole, and the periods in which it was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState, SurfaceCoverage


def stale_surfaces(found: Sequence[SurfaceCoverage], now: datetime, max_age: timedelta) -> list[SurfaceCoverage]:
    """Return the surfaces that were not read whole within `max_age`."""
    return [
        coverage for coverage in found if coverage.watched_until is None or now - coverage.watched_until > max_age
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPeriod:
    """A period in which a feed was not read. It has no end until the feed was read after all."""

    feed: str
    start: datetime
    end: datetime | None
    closed_at: datetime | None
    cause: str


def unread_periods(recorded: Sequence[BlindPeriod], states: Sequence[FeedState]) -> list[UnreadPeriod]:
    """Return the recorded periods, and then those that are still open."""
    closed = [
        UnreadPeriod(
            feed=period.feed,
            start=period.start,
            end=period.end,
            closed_at=period.closed_at,
            cause=period.cause,
        )
        for period in recorded
    ]
    still_open = [
        UnreadPeriod(feed=state.feed, start=gap.floor, end=None, closed_at=None, cause=gap.cause)
        for state in states
        for gap in state.gaps
    ]
    return closed + still_open


def coverage_json(coverage: SurfaceCoverage, now: datetime) -> dict[str, Any]:
    until = coverage.watched_until
    return {
        "account": coverage.account,
        "surface": coverage.surface,
        "watched_until": _iso_time(until),
        "age_seconds": None if until is None else round((now - until).total_seconds()),
        "last_success": _iso_time(coverage.last_success),
        "trouble": coverage.trouble.kind if coverage.trouble else None,
        "trouble_since": _iso_time(coverage.trouble.since) if coverage.trouble else None,
        "gaps": coverage.gaps,
        "next_poll_at": _iso_time(coverage.next_poll_at),
    }


def unread_json(period: UnreadPeriod) -> dict[str, Any]:
    return {
        "feed": period.feed,
        "start": _iso_time(period.start),
        "end": _iso_time(period.end),
        "closed_at": _iso_time(period.closed_at),
        "cause": period.cause,
    }


def _iso_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
