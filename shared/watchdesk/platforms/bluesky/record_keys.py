"""The record key of a part: the same for every try, so that the second finds what the first one made.

Posts are kept under TIDs: microseconds since 1970 above ten bits of clock id (atproto.com/specs/tid). Here up to a
second's worth of microseconds and the clock id come from the part's own key: two parts of one thread, dated alike,
meet once in a thousand million threads, and then `swapRecord` keeps the second from replacing the first.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from watchdesk.platforms.bluesky.timestamps import tid

_DRAWN_BITS = 30
"""Twenty of microseconds, ten of clock id."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record_key(key: str, dated: datetime) -> str:
    drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> (32 - _DRAWN_BITS)
    return tid(((dated - _EPOCH) // timedelta(microseconds=1) << 10) + drawn)
