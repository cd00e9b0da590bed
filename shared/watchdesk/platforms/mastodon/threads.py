"""Replies below our own posts that do not @mention us, and so raise no notification.

A post tells how many direct replies it has, and its thread is read again only when that number has changed. Once
an hour the memo is dropped and every thread is read: that finds replies to replies, which change no number of
ours, and edits. Followers-only and private posts that do not address us are shown to nobody here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from watchdesk.core.account import Surface
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, Gone
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.link_header import Query
from watchdesk.platforms.mastodon.own_posts import own_replies, own_statuses
from watchdesk.platforms.mastodon.position import Position
from watchdesk.platforms.mastodon.posts import ShownStatus, feed_items
from watchdesk.platforms.mastodon.wire import Status

WINDOW = timedelta(days=14)
MOST_POSTS = 200
"""How many of our newest posts, within WINDOW, are watched for replies."""
UNKNOWN = -1
"""The number of replies on a server that does not count them. Such threads are read once an hour."""


class ThreadsMemo(Position):
    counts: Mapping[str, int] = {}
    """The number of replies of each post that has any."""
    newest: datetime | None = None
    """When we last posted something: earlier answers have been shown."""


class ThreadsPosition(Position):
    visit: tuple[str, ...] = ()
    """The posts whose threads are still to be read, before the next page of posts."""
    posts_at: Query | None = None
    listed: int = 0
    memo: ThreadsMemo = ThreadsMemo()
    """The memo that this walk will leave."""


@dataclass(frozen=True, slots=True)
class ThreadsFeed:
    """One call a page: a page of our posts, or one of their threads."""

    client: MastodonClient
    clock: Clock

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("threads"),
            surfaces=frozenset({Surface.REPLY}),
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=timedelta(hours=1),
            is_ordered=False,
            every=timedelta(minutes=3),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        place = ThreadsPosition.read(older) if older else ThreadsPosition()
        return self._thread(place) if place.visit else self._posts(place, _memo_from(memo))

    def _posts(self, place: ThreadsPosition, known: ThreadsMemo) -> FeedPage:
        statuses, further = own_statuses(self.client, place.posts_at)
        recent = [status for status in statuses if status.created_at >= self.clock.now() - WINDOW]
        counts = {status.id: _replies(status) for status in recent if _replies(status)}
        listed = place.listed + len(statuses)
        is_last = len(recent) < len(statuses) or listed >= MOST_POSTS
        written = [status.created_at for status in recent] + [at for at in (place.memo.newest,) if at]
        here = ThreadsPosition(
            visit=tuple(each for each, count in counts.items() if known.counts.get(each) != count),
            posts_at=None if is_last else further,
            listed=listed,
            memo=ThreadsMemo(counts={**place.memo.counts, **counts}, newest=max(written, default=None)),
        )
        fresh = [status for status in recent if known.newest is None or status.created_at >= known.newest]
        return _page(own_replies(fresh, self.client.own_id()), here)

    def _thread(self, place: ThreadsPosition) -> FeedPage:
        first, *others = place.visit
        rest = place.model_copy(update={"visit": tuple(others)})
        path = f"/api/v1/statuses/{quote(first, safe='')}/context"
        try:
            context = self.client.get(Call(name="context", path=path))
        except Gone:
            return _page((), rest)
        descendants = context.get("descendants") if isinstance(context, dict) else None
        if not isinstance(descendants, list):
            raise Defect("context answered with no list of descendants")
        shown = (ShownStatus(raw=each, row=each) for each in descendants)
        return _page(feed_items(shown, self.client.own_id()), rest)


def _replies(status: Status) -> int:
    return UNKNOWN if status.replies_count is None else status.replies_count


def _memo_from(memo: str) -> ThreadsMemo:
    """Read the memo. An unreadable memo costs one whole walk, no more."""
    try:
        return ThreadsMemo.read(memo) if memo else ThreadsMemo()
    except Defect:
        return ThreadsMemo()


def _page(items: Sequence[FeedItem], place: ThreadsPosition) -> FeedPage:
    if place.visit or place.posts_at:
        return FeedPage(items=tuple(items), older=str(place), reaches_back_to=None)
    return FeedPage(items=tuple(items), older=None, reaches_back_to=None, memo=str(place.memo))
