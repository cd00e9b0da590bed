"""The account's private conversations, each with its last status: a second way to direct messages.

This feed finds a direct message whose notification was dismissed in the platform's own app, or never made. Only
the last status of a conversation is shown, so it adds to the notifications and does not replace them. Pages are
ordered by hidden ids: only the link leads to the next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from watchdesk.core.account import Surface
from watchdesk.core.errors import Defect, PermissionLost
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.link_header import Query
from watchdesk.platforms.mastodon.position import Position
from watchdesk.platforms.mastodon.posts import ShownStatus, feed_items
from watchdesk.platforms.mastodon.wire import ListRow, id_of, row

CONVERSATIONS = Call(name="conversations", path="/api/v1/conversations", query={"limit": "40"})

MOST_KNOWN = 200
"""How many last statuses are remembered. A walk stops at the page on which it knows all of them."""


class ConversationsMemo(Position):
    known: tuple[str, ...] = ()


class ConversationsPosition(Position):
    at: Query
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationsFeed:
    client: MastodonClient

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("conversations"),
            surfaces=frozenset({Surface.DIRECT_MESSAGE}),
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=timedelta(hours=6),
            is_ordered=False,
            every=timedelta(minutes=2),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        place = ConversationsPosition.read(older) if older else None
        known = _ids_in_memo(memo)
        page = self.client.offered(CONVERSATIONS, place.at if place else None)
        if page is None:
            raise PermissionLost("this server has no conversations: take the option off in the register")
        shown = self._items(page.rows)
        ids = tuple(_last_ids(page.rows))
        seen = ((place.seen if place else ()) + ids)[:MOST_KNOWN]
        if page.older and not (ids and known.issuperset(ids)):
            return FeedPage(
                items=shown, older=str(ConversationsPosition(at=page.older, seen=seen)), reaches_back_to=None
            )
        return FeedPage(items=shown, older=None, reaches_back_to=None, memo=str(ConversationsMemo(known=seen)))

    def _items(self, rows: Sequence[Any]) -> tuple[FeedItem, ...]:
        read = [(raw, row(raw)) for raw in rows]
        return feed_items(
            (_shown_status(raw, frame) for raw, frame in read if _has_words(raw, frame)), self.client.own_id()
        )


def _has_words(raw: Any, frame: ListRow) -> bool:  # noqa: ANN401
    """Say whether there is anything to show. A conversation of which everything was deleted has no last status."""
    return frame.last_status is not None or not isinstance(raw, dict)


def _shown_status(raw: Any, frame: ListRow) -> ShownStatus:  # noqa: ANN401
    return ShownStatus(raw=frame.last_status, row=raw, known_as=f"conversation:{frame.id}" if frame.id else "")


def _last_ids(rows: Sequence[Any]) -> list[str]:
    """Return the ids of the last statuses, including our own."""
    return [last for raw in rows if (last := id_of(row(raw).last_status))]


def _ids_in_memo(memo: str) -> frozenset[str]:
    """Read the memo. An unreadable memo costs one whole walk, no more."""
    try:
        return frozenset(ConversationsMemo.read(memo).known) if memo else frozenset()
    except Defect:
        return frozenset()
