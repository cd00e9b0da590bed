"""The record key of a part. It is the same for every try, so that the second try finds what the first one made.

Posts are stored under TIDs: microseconds since 1970 above ten bits of clock id (atproto.com/specs/tid). Here up to
a second of microseconds and the clock id come from the part's own key. Two parts of one thread with the same date
collide once in a thousand million threads, and then `swapRecord` keeps the second from replacing the first.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from watchdesk.platforms.bluesky.timestamps import tid

_DRAWN_BITS = 30
"""Bits that come from the key: twenty of microseconds, ten of clock id."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record_key(key: str, dated: datetime) -> str:
    drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> (32 - _DRAWN_BITS)
    return tid(((dated - _EPOCH) // timedelta(microseconds=1) << 10) + drawn)
