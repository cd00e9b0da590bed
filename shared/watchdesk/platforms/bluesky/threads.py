"""Replies below our own posts that raise no notification: of muted authors, in deep threads, or switched off.

A walk lists our recent posts with their counts of replies and fetches the threads whose count has changed. A
deeper reply changes no count of ours, so every thread with replies is fetched once an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from watchdesk.core.account import Surface
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Gone, Refused
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.posts import at, is_of, post_item, surface_of, uri_of
from watchdesk.platforms.bluesky.timestamps import instant, timestamp_text
from watchdesk.platforms.bluesky.wire import AuthorFeed, Thread

RECENT = timedelta(days=14)
MOST_POSTS = 100
FULL_EVERY = timedelta(hours=1)
DEPTH = 60
"""Levels of replies asked for. Each nests two levels deeper in the JSON, which deep_json cuts at DEEPEST."""
SHALLOWEST = 6
"""A server may give fewer levels than asked for, but not fewer than the lexicon's default."""


class ThreadsPosition(BaseModel):
    """The position of a walk, complete enough to continue in another process."""

    model_config = ConfigDict(frozen=True)

    left: list[str] = []
    """The posts whose threads are still to be fetched."""
    counts: dict[str, int] = {}
    """How many replies each of our posts had when the walk began, by record key.

    The next walk gets it as its memo.
    """
    full_at: str = ""
    """When a walk last fetched every thread."""

    @classmethod
    def parse(cls, text: str) -> "ThreadsPosition":
        """Return the position. Raises Refused for a text that is no position of ours."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise Refused("not a position in the threads feed") from None


@dataclass(frozen=True, slots=True)
class ThreadsFeed:
    client: BlueskyClient
    clock: Clock
    surfaces: frozenset[Surface]
    """The watched surfaces of the account. A post in a thread may count as a mention, if mentions are watched."""

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("threads"),
            surfaces=frozenset({Surface.REPLY}),
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=FULL_EVERY,
            is_ordered=False,
            every=timedelta(minutes=5),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        own_did = self.client.session.tokens().did
        walk = ThreadsPosition.parse(older) if older else self._begin(memo, own_did)
        items: tuple[FeedItem, ...] = ()
        if walk.left:
            posts = list(self._thread(walk.left[0]))
            items = tuple(item for post, _ in posts if (item := self._item(post, own_did)) is not None)
            deeper = [uri for post, is_cut_off in posts if is_cut_off and (uri := uri_of(post)) is not None]
            walk = walk.model_copy(update={"left": [*walk.left[1:], *deeper]})
        position = walk.model_dump_json()
        return FeedPage(
            items=items,
            older=position if walk.left else None,
            reaches_back_to=None,
            memo=None if walk.left else position,
        )

    def _item(self, post: object, own_did: str) -> FeedItem | None:
        surface = surface_of(at(post, "record"), own_did)
        return post_item(post, own_did, surface if surface in self.surfaces else Surface.REPLY)

    def _begin(self, memo: str, own_did: str) -> ThreadsPosition:
        """Return the threads of our posts that changed since `memo`, or all of them if that was long ago."""
        before, now = _remembered(memo), self.clock.now()
        full_at = instant(before.full_at)
        is_full = full_at is None or now - full_at >= FULL_EVERY
        counts = dict(self._counted(own_did))
        return ThreadsPosition(
            left=[uri for uri, count in counts.items() if is_full or before.counts.get(_rkey(uri)) != count],
            counts={_rkey(uri): count for uri, count in counts.items()},
            full_at=timestamp_text(now) if is_full else before.full_at,
        )

    def _counted(self, own_did: str) -> Iterator[tuple[str, int]]:
        """Return our own recent posts that have replies, and how many."""
        query = {"actor": own_did, "limit": str(MOST_POSTS), "filter": "posts_with_replies"}
        try:
            answer = self.client.get(AuthorFeed, "app.bsky.feed.getAuthorFeed", query)
        except Gone:
            self.client.session.confirm_active()
            raise
        since = self.clock.now() - RECENT
        for post in (at(entry, "post") for entry in answer.feed):
            uri, count, indexed_at = uri_of(post), at(post, "replyCount"), instant(at(post, "indexedAt"))
            is_recent = indexed_at is None or indexed_at >= since
            if uri is not None and is_of(uri, own_did) and is_recent and isinstance(count, int) and count > 0:
                yield uri, count

    def _thread(self, uri: str) -> Iterator[tuple[Any, bool]]:
        """Return every post of a thread, and whether the replies below it were cut off."""
        query = {"uri": uri, "depth": str(DEPTH), "parentHeight": "0"}
        try:
            level = [self.client.get(Thread, "app.bsky.feed.getPostThread", query).thread]
        except Gone:
            return
        depth = 0
        while level:
            below: list[Any] = []
            for node in level:
                replies = at(node, "replies")
                below += replies if isinstance(replies, list) else []
                # A blocked or deleted post stands in the thread without a `post`, so there is nothing to show.
                if (post := at(node, "post")) is not None:
                    yield post, depth >= SHALLOWEST and not replies and bool(at(post, "replyCount"))
            level, depth = below, depth + 1


def _remembered(memo: str) -> ThreadsPosition:
    try:
        return ThreadsPosition.parse(memo)
    except Refused:
        return ThreadsPosition()


def _rkey(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]
