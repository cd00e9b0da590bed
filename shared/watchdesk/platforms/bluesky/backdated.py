"""What arrived lately under a date older than any overlap: a phone with a wrong clock, or an author who lies.

Bluesky lists a post under the time its author claims, so one dated 2019 lies at the very end of the list, whatever
is read from the top. This feed goes through the whole list over and over, a few pages at a time, taking up where
it stopped. What it looks for is told by the record key, which the author's server makes from its own clock.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Refused
from watchdesk.core.message import FeedItem, Inbound, Unreadable
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.bluesky.notifications import NotificationsFeed
from watchdesk.platforms.bluesky.timestamps import tid_instant

PAGES = 4
"""Read at each walk: at five minutes a walk, over 100,000 notifications a day for less than a call a minute."""
LATELY = timedelta(days=30)
"""Longer than a round takes, and than an outage of ours should."""

_POSITION = re.compile(r"([1-9][0-9]?) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BackdatedFeed:
    """Watches no surface: what it promises is days away, and is nobody's *watched until*."""

    notifications: NotificationsFeed
    clock: Clock
    every: timedelta = timedelta(minutes=5)

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("late"),
            surfaces=frozenset(),
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=timedelta(days=1),
            is_ordered=False,
            every=self.every,
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        left, cursor = _parsed(older) if older else (PAGES, memo)
        page = self._read(cursor)
        below = page.older or ""
        is_last = left == 1 or not below
        return FeedPage(
            items=tuple(item for item in page.items if self._is_late(item)),
            older=None if is_last else f"{left - 1} {below}",
            reaches_back_to=None,
            memo=below if is_last else None,
        )

    def _read(self, cursor: str) -> FeedPage:
        """A position that the server no longer reads begins the round anew."""
        try:
            return self.notifications.page(cursor or None, "")
        except Refused:
            return self.notifications.page(None, "")

    def _is_late(self, item: FeedItem) -> bool:
        if not isinstance(item, Inbound | Unreadable):
            return False
        now = self.clock.now()
        made_at = tid_instant(item.native_id.rsplit("/", 1)[-1])
        return (made_at is None or now - made_at <= LATELY) and self._is_below_overlap(item, now)

    def _is_below_overlap(self, item: Inbound | Unreadable, now: datetime) -> bool:
        return isinstance(item, Unreadable) or now - item.sent_at > self.notifications.traits.deep_overlap


def _parsed(older: str) -> tuple[int, str]:
    position = _POSITION.fullmatch(older)
    if position is None:
        raise Refused("not a position of the late feed")
    return int(position[1]), position[2]
