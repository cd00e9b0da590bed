"""Messages that a notification policy holds back for approval: the notification requests (Mastodon 4.3 and later).

`include_filtered` shows the same messages among the notifications. This feed is for servers and releases that
ignore it. A policy filters exactly the direct messages of strangers, and they must not depend on one parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchdesk.core.clock import Clock
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.link_header import Query
from watchdesk.platforms.mastodon.notifications import ASKED, NOTIFICATIONS, SURFACES, notification_items
from watchdesk.platforms.mastodon.position import Position
from watchdesk.platforms.mastodon.posts import ShownStatus, feed_items
from watchdesk.platforms.mastodon.wire import ListRow, row

REQUESTS = Call(name="notification requests", path="/api/v1/notifications/requests", query={"limit": "40"})

WINDOW = timedelta(days=14)
"""How far back the first walk, and one a day, reads the notifications of senders who wait for approval."""
OVERLAP = timedelta(hours=1)


class RequestsPosition(Position):
    senders: tuple[str, ...] = ()
    """The senders whose notifications are still to be read, before the next page of requests."""
    sender_at: Query | None = None
    """Where the first sender's notifications continue."""
    requests_at: Query | None = None
    newest: datetime | None = None
    """The latest change seen in this walk. It is the memo of the next walk."""
    since: datetime
    """Only senders who wrote after this time are read."""


@dataclass(frozen=True, slots=True)
class RequestsFeed:
    """This feed is empty on servers without requests.

    Its memo is when the latest one changed, by the server's clock.
    """

    client: MastodonClient
    clock: Clock

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("requests"),
            surfaces=SURFACES & self.client.account.surfaces,
            overlap=timedelta(0),
            deep_overlap=timedelta(0),
            deep_every=timedelta(days=1),
            is_ordered=False,
            every=timedelta(minutes=5),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:
        place = RequestsPosition.read(older) if older else RequestsPosition(since=self._since(memo))
        return self._sender(place) if place.senders else self._requests(place)

    def _since(self, memo: str) -> datetime:
        known = row({"updated_at": memo}).updated_at
        return known - OVERLAP if known else self.clock.now() - WINDOW

    def _requests(self, place: RequestsPosition) -> FeedPage:
        page = self.client.offered(REQUESTS, place.requests_at)
        if page is None:
            return FeedPage(items=(), older=None, reaches_back_to=None)
        frames = [row(raw) for raw in page.rows]
        changes = [frame.updated_at for frame in frames if frame.updated_at]
        further = place.model_copy(
            update={
                "senders": tuple(_senders(frames, place.since)),
                "requests_at": page.older,
                "newest": max([*changes, *([place.newest] if place.newest else [])], default=None),
            }
        )
        shown = [
            _shown_status(raw, frame) for raw, frame in zip(page.rows, frames, strict=True) if _is_shown(frame)
        ]
        return _page(feed_items(shown, self.client.own_id()), further)

    def _sender(self, place: RequestsPosition) -> FeedPage:
        first, *others = place.senders
        of_one = Call(name="notifications", path=NOTIFICATIONS.path, query={**ASKED, "account_id": first})
        page = self.client.rows(of_one, place.sender_at, last_resort_id=True)
        rest = {"sender_at": page.older} if page.older else {"sender_at": None, "senders": tuple(others)}
        return _page(
            notification_items(page.rows, self.client.own_id(), filtered=True), place.model_copy(update=rest)
        )


def _senders(frames: Sequence[ListRow], since: datetime) -> list[str]:
    """Return the senders who wrote more than the last status, which the request itself shows."""
    return [
        frame.account.id
        for frame in frames
        if frame.account
        and (frame.updated_at is None or frame.updated_at >= since)
        and not (frame.last_status and frame.notifications_count == "1")
    ]


def _is_shown(frame: ListRow) -> bool:
    """Say whether the row is an item of its own.

    A request without a last status only names a sender whose notifications are to be read; it is shown if it lacks
    even that.
    """
    return bool(frame.last_status) or frame.account is None


def _shown_status(raw: Any, frame: ListRow) -> ShownStatus:  # noqa: ANN401
    known_as = f"request:{frame.id}" if frame.id else ""
    return ShownStatus(raw=frame.last_status, row=raw, known_as=known_as, filtered=True)


def _page(items: tuple[FeedItem, ...], place: RequestsPosition) -> FeedPage:
    if place.senders or place.requests_at:
        return FeedPage(items=items, older=str(place), reaches_back_to=None)
    memo = place.newest.isoformat() if place.newest else None
    return FeedPage(items=items, older=None, reaches_back_to=None, memo=memo)
