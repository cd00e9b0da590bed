"""The account's notifications: mentions, quotes, replies to it and private mentions.

Their ids are given in order of arrival, so nothing turns up late below what was seen (docs.joinmastodon.org,
methods/notifications). An edit sends no new notification, but a notification always shows its status as it is now.
The newest page is read at every poll and the last 48 hours once an hour, so edits are noticed for that long.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchdesk.core.account import Surface
from watchdesk.core.errors import WatchdeskError
from watchdesk.core.message import FeedItem, OwnReply
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.link_header import Query
from watchdesk.platforms.mastodon.own_posts import own_replies, own_statuses
from watchdesk.platforms.mastodon.position import Position
from watchdesk.platforms.mastodon.posts import ShownStatus, feed_items
from watchdesk.platforms.mastodon.wire import ListRow, row

SURFACES = frozenset({Surface.DIRECT_MESSAGE, Surface.MENTION, Surface.REPLY})
ASKED: Mapping[str, str | list[str]] = {"limit": "40", "types[]": ["mention", "quote"], "include_filtered": "true"}
"""Forty, because Akkoma treats a greater limit as none. The call also asks for what a policy of the server or the
account hides from its own app; servers without policies ignore that.
"""
WANTED = frozenset({"mention", "quote"})

NOTIFICATIONS = Call(name="notifications", path="/api/v1/notifications", query=ASKED)


class NotificationsPosition(Position):
    at: Query


@dataclass(frozen=True, slots=True)
class NotificationsFeed:
    """Also reads at most one page of our own posts at the top of each walk, to find answers written elsewhere."""

    client: MastodonClient

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("notifications"),
            surfaces=SURFACES & self.client.account.surfaces,
            overlap=timedelta(minutes=5),
            deep_overlap=timedelta(hours=48),
            deep_every=timedelta(hours=1),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:  # noqa: ARG002  an ordered feed leaves no memo
        us = self.client.own_id()
        page = self.client.rows(
            NOTIFICATIONS, NotificationsPosition.read(older).at if older else None, last_resort_id=True
        )
        arrived = arrivals(page.rows)
        shown: tuple[FeedItem, ...] = notification_items(page.rows, us)
        return FeedPage(
            items=shown if older else (*shown, *self._answers(us)),
            older=str(NotificationsPosition(at=page.older)) if page.older else None,
            reaches_back_to=arrived[-1] if arrived else None,
            newest=arrived[0] if arrived else None,
        )

    def _answers(self, us: str) -> tuple[OwnReply, ...]:
        # A missed answer costs a needless text, but messages of the public must not wait for it. The feed of
        # threads makes the same call, and reports what is wrong with it.
        try:
            statuses, _ = own_statuses(self.client)
        except WatchdeskError:
            return ()
        return own_replies(statuses, us)


def notification_items(rows: Sequence[Any], us: str, *, filtered: bool = False) -> tuple[FeedItem, ...]:
    """Return the messages among notifications.

    Servers that ignore `types[]` also send others, which are left out.
    """
    read = [(raw, row(raw)) for raw in rows]
    return feed_items((_shown_status(raw, frame, filtered) for raw, frame in read if _is_wanted(frame)), us)


def arrivals(rows: Sequence[Any]) -> list[datetime]:
    """Return when the row reached the server, by its own clock. The author's time is in the status."""
    return [frame.created_at for frame in map(row, rows) if frame.created_at is not None]


def _is_wanted(frame: ListRow) -> bool:
    """Say whether the row may be a message. A row without a readable type may be one, and is shown."""
    return frame.type is None or frame.type in WANTED


def _shown_status(raw: Any, frame: ListRow, filtered: bool) -> ShownStatus:  # noqa: ANN401
    return ShownStatus(
        raw=frame.status,
        row=raw,
        known_as=f"notification:{frame.id}" if frame.id else "",
        filtered=filtered or bool(frame.filtered),
    )
