"""Limits on how often one phone is texted.

The buckets are those of GoAlert for texts. When a small bucket is used up, the rest of the next larger one is
spread over its time. Without that, somebody who was texted a lot at once would then hear nothing for hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Bucket:
    """At most `most` texts in any span of the length `within`."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Spacing:
    """With `after` texts in a span of the length `within`, the next text comes at least `apart` after the last."""

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
"""Older texts do not count."""

LONGEST_SPACING = max(pace.apart for pace in SPACINGS)
"""However often somebody was texted, the next text may be sent so long after the last one."""


def next_allowed_at(sent: Sequence[datetime], now: datetime) -> datetime:
    """Return the first time from `now` on at which one more text keeps within every bucket and spacing."""
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
