"""Time that moves only when a test says so."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday, outside British Summer Time."""


class FakeClock:
    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> datetime:
        """`clock.advance(minutes=30)`: the new present."""
        self._now += timedelta(**by)
        return self._now
