"""Rate limits over fixed windows, as the platforms count them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many points may be spent within each window."""

    name: str
    points: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class RateLimitState:
    """The state of one caller's limit after a request."""

    limit: RateLimit
    remaining: int
    resets_at: datetime
    exceeded: bool = False

    def seconds_left(self, now: datetime) -> int:
        """Return the whole seconds until the window ends, at least 1."""
        return max(1, ceil((self.resets_at - now).total_seconds()))


@dataclass(slots=True)
class _Window:
    ends: datetime
    used: int = 0


class RateLimits:
    """The counters of one server."""

    def __init__(self, *limits: RateLimit, enforced: bool = True) -> None:
        self.enforced = enforced
        self._limits = {limit.name: limit for limit in limits}
        self._windows: dict[tuple[str, str], _Window] = {}
        self._leave: dict[str, int] = {}

    def leave(self, name: str, remaining: int) -> None:
        """Leave so many points in the current window of every caller. Raises KeyError for an unknown limit."""
        points = self._limits[name].points
        self._leave[name] = remaining
        for (limit, _), window in self._windows.items():
            if limit == name:
                window.used = points - remaining

    def exhausted(self, seconds: float, now: datetime) -> RateLimitState:
        """Return the state of the common limit for a caller who must wait for this time."""
        limit = self._limits["requests"]
        return RateLimitState(limit, 0, now + timedelta(seconds=seconds), exceeded=True)

    def restore(self) -> None:
        """Forget everything that was counted."""
        self._windows.clear()
        self._leave.clear()

    def spend(self, name: str, caller: str, now: datetime, points: int = 1) -> RateLimitState:
        """Count the points, unless they exceed the limit, and return the state of the limit."""
        limit = self._limits[name]
        window = self._windows.get((name, caller))
        if window is None or window.ends <= now:
            used = limit.points - self._leave.get(name, limit.points) if window is None else 0
            window = self._windows[name, caller] = _Window(now + limit.window, used)
        exceeded = self.enforced and window.used + points > limit.points
        if not exceeded:
            window.used += points
        return RateLimitState(limit, max(0, limit.points - window.used), window.ends, exceeded)
