"""How much of a server's rate limit is left, in each of the forms that servers use.

Mastodon, GoToSocial and Akkoma send `X-RateLimit-Limit/-Remaining/-Reset` with an ISO 8601 instant. Others and
proxies send `RateLimit-*` and `Retry-After` with seconds, seconds since 1970 or an HTTP date.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from watchdesk.core.errors import RateLimited

RESERVED_CALLS = 5
"""With fewer calls left, no call is made: the last ones belong to people who use the account's own app."""

LONGEST_PAUSE = timedelta(hours=1)
"""No server documents a longer window for reading.

A later reset is a mistake, and obeying it would stop all polls.
"""

_NUMBER = re.compile(r"[0-9]{1,11}(?:\.[0-9]+)?")
_EPOCH_SECONDS = 1_000_000_000
"""A smaller number of seconds is a wait, a greater one an instant after September 2001."""


@dataclass(slots=True)
class RateLimit:
    """What one account's server has said of its limit."""

    spent_until: datetime | None = None

    def note(self, headers: Mapping[str, str], now: datetime) -> None:
        limit, left = _count(headers, "limit"), _count(headers, "remaining")
        if left is None or left >= (RESERVED_CALLS if limit is None else min(RESERVED_CALLS, limit / 4)):
            return
        reset = reset_at(headers, now)
        if reset is not None:
            self.spent_until = max(reset, self.spent_until or reset)

    def check(self, now: datetime) -> None:
        """Raise RateLimited while too little is left, so that the server need not refuse."""
        if self.spent_until is not None and now < self.spent_until:
            raise RateLimited("little is left of the server's rate limit", until=self.spent_until)


def reset_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the server takes calls again, or None if it does not say.

    The time is in the future and at most LONGEST_PAUSE away.
    """
    for name in ("retry-after", "x-ratelimit-reset", "ratelimit-reset"):
        instant = _instant(headers.get(name, "").strip(), now)
        if instant is not None and instant > now:
            return min(instant, now + LONGEST_PAUSE)
    return None


def _count(headers: Mapping[str, str], what: str) -> float | None:
    text = (headers.get(f"x-ratelimit-{what}") or headers.get(f"ratelimit-{what}") or "").strip()
    return float(text) if _NUMBER.fullmatch(text) else None


def _instant(text: str, now: datetime) -> datetime | None:
    try:
        if _NUMBER.fullmatch(text):
            seconds = float(text)
            is_wait = seconds < _EPOCH_SECONDS
            return now + timedelta(seconds=seconds) if is_wait else datetime.fromtimestamp(seconds, UTC)
        stated = datetime.fromisoformat(text) if text[4:5] == "-" else parsedate_to_datetime(text)
        return stated.replace(tzinfo=stated.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
