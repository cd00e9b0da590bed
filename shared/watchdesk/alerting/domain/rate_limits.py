"""How often may one phone be texted?

The buckets are GoAlert's for texts. Once a small bucket is used up, what is left of the next one is spread over
its time, so that nobody who was texted a lot at once then hears nothing for hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Bucket:
    """In any span of this length at most so many texts."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Spacing:
    """With so many texts in a span of this length already, the next one comes at least `apart` after the last."""

    after: int
    within: timedelta
    apart: timedelta


BUCKETS = (
    Bucket(1, timedelta(minutes=1)),
    Bucket(5, timedelta(minutes=15)),
    Bucket(11, timedelta(hours=1)),
    Bucket(21, timedelta(hours=3)),
)
SPACINGS = (
    Spacing(5, timedelta(hours=1), timedelta(minutes=7, seconds=30)),
    Spacing(11, timedelta(hours=3), timedelta(minutes=12)),
)
LONGEST_WINDOW = max(bucket.within for bucket in BUCKETS)
"""Texts older than this count no more."""

LONGEST_SPACING = max(pace.apart for pace in SPACINGS)
"""However often somebody was texted, the next text may go this long after the last one."""


def next_allowed_at(sent: Sequence[datetime], now: datetime) -> datetime:
    """The first instant from `now` on at which one more text keeps every bucket and pace."""
    newest_first = sorted(sent, reverse=True)
    full = [
        newest_first[bucket.most - 1] + bucket.within for bucket in BUCKETS if len(newest_first) >= bucket.most
    ]
    close = [
        min(newest_first[pace.after - 1] + pace.within, newest_first[0] + pace.apart)
        for pace in SPACINGS
        if len(newest_first) >= pace.after
    ]
    return max([now, *full, *close])
