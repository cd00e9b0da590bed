"""Stops before the server has to answer 429: every response says how much of the limit is left."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.errors import RateLimited
from watchdesk.platforms.bluesky.errors import limit_end

_NUMBER = re.compile(r"[0-9]{1,12}")

FEWEST_RESERVED = 10
"""Calls kept for a refresh of the session and for other users of the same IP address, which share the limit."""


def reserved_calls(limit: int) -> float:
    """Return how many calls to keep: a twentieth of the limit and at least FEWEST, but at most a quarter.

    Without the quarter nothing could ever be called under a small limit.
    """
    return min(max(FEWEST_RESERVED, limit / 20), limit / 4)


@dataclass(slots=True)
class RateLimit:
    """What the last response of one server said of its limit."""

    _low_until: datetime | None = None

    def note(self, headers: Mapping[str, str], now: datetime) -> None:
        limit, left = headers.get("ratelimit-limit", ""), headers.get("ratelimit-remaining", "")
        if not (_NUMBER.fullmatch(limit) and _NUMBER.fullmatch(left)):
            return
        is_low = int(left) < reserved_calls(int(limit))
        self._low_until = limit_end(headers, now) if is_low else None

    def hold_back(self, now: datetime) -> None:
        """Raise RateLimited while too little is left of the limit."""
        if self._low_until is not None and now < self._low_until:
            raise RateLimited("little is left of Bluesky's rate limit", until=self._low_until)
