"""Posts that arrived lately under a date older than any overlap: a phone has a wrong clock, or an author lies.

Bluesky lists a post under the time its author claims. A post dated 2019 stands at the very end of the list, and
reading from the top never reaches it. This feed reads the whole list over and over, a few pages at a time, and
continues where it stopped. It recognises a late arrival by the record key, which the author's server makes from
its own clock.
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
"""Pages that one walk reads.

At five minutes a walk this is over 100,000 notifications a day for less than a call a minute.
"""
LATELY = timedelta(days=30)
"""How far back an arrival counts as recent.

It is longer than one round takes, and than an outage of ours should last.
"""

_POSITION = re.compile(r"([1-9][0-9]?) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BackdatedFeed:
    """This feed watches no surface, because it says only days later what has arrived."""

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
        """Read the page at this position. If the server no longer accepts the position, the round begins again."""
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
