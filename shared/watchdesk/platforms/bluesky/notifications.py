"""Mentions, replies and quotes, as the AppView lists them for the account.

They are sorted by the earlier of the author's claimed time and the indexing time, newest first. A back-dated post
appears far down, and the overlaps exist for that. The AppView applies reasons, blocks and mutes to a page after it
has cut it, so a page may be short or empty and still not be the last (lexicon; observed on the reference servers).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.account import Surface
from watchdesk.core.errors import Refused
from watchdesk.core.message import FeedItem, Unreadable
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.errors import ServerFailed
from watchdesk.platforms.bluesky.posts import at, post_item, raw_id, surface_of
from watchdesk.platforms.bluesky.timestamps import JUST_ABOVE, TICK, instant, timestamp_text
from watchdesk.platforms.bluesky.wire import Notifications

LIMIT = 100
"""The most the lexicon allows."""
POST = "app.bsky.feed.post"
BY_REASON = {"mention": Surface.MENTION, "quote": Surface.MENTION, "reply": Surface.REPLY}
NOT_FOR_US = frozenset(
    (
        "like",
        "repost",
        "follow",
        "starterpack-joined",
        "verified",
        "unverified",
        "like-via-repost",
        "repost-via-repost",
        "subscribed-post",
        "contact-match",
    )
)
"""Notifications for these reasons say nothing to the account.

The set is open: a new reason is shown if it has a post.
"""


@dataclass(frozen=True, slots=True)
class NotificationsFeed:
    client: BlueskyClient
    surfaces: frozenset[Surface]
    """The watched surfaces: mention, reply or both."""

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("notifications"),
            surfaces=self.surfaces,
            overlap=timedelta(minutes=15),
            deep_overlap=timedelta(hours=48),
            deep_every=timedelta(hours=1),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:  # noqa: ARG002  an ordered feed leaves no memo
        answer = self._ask_for_page(older)
        rows = answer.notifications
        if older is None and not rows and not answer.cursor:
            # A closed account sees of itself an empty list with the status 200.
            self.client.session.confirm_active()
        own_did = self.client.session.tokens().did
        shown = [item for row in rows if (item := self._item(row, own_did)) is not None]
        return FeedPage(
            items=(*shown, *self._hidden_rows(rows, answer.cursor)),
            older=next_cursor(older, answer.cursor),
            reaches_back_to=_reach(rows, answer.cursor),
            newest=instant(at(rows[0], "indexedAt")) if rows else None,
        )

    def _ask_for_page(self, cursor: str | None) -> Notifications:
        query = {"limit": str(LIMIT), "priority": "false"} | ({"cursor": cursor} if cursor else {})
        try:
            return self.client.get(Notifications, "app.bsky.notification.listNotifications", query)
        except ServerFailed as error:
            if cursor and instant(cursor) is None:
                raise Refused("Bluesky no longer reads this position") from error
            raise

    def _hidden_rows(self, rows: list[object], cursor: str) -> list[FeedItem]:
        """Return an item that tells of a page full of one millisecond.

        No cursor reaches what else that millisecond holds, so a person must look.
        """
        if len(rows) < LIMIT or not cursor or any(at(row, "indexedAt") != cursor for row in rows):
            return []
        raw = json.dumps({"more_notifications_at": cursor})
        problem = f"the platform lists no more than {LIMIT} notifications of one millisecond: look there"
        surface = min(self.surfaces)
        return [Unreadable(surface=surface, native_id=raw_id(raw), raw=raw, problem=problem)]

    def _item(self, row: object, own_did: str) -> FeedItem | None:
        reason, record = at(row, "reason"), at(row, "record")
        if isinstance(reason, str) and not _speaks_to_us(reason, record):
            return None
        surface = self._watched(surface_of(record, own_did), reason)
        return None if surface is None else post_item(row, own_did, surface)

    def _watched(self, surface: Surface, reason: object) -> Surface | None:
        """Return the surface it belongs to, or the other one if only that is watched."""
        by_reason = BY_REASON.get(reason, surface) if isinstance(reason, str) else next(iter(self.surfaces))
        return next((each for each in (surface, by_reason) if each in self.surfaces), None)


def _speaks_to_us(reason: str, record: object) -> bool:
    if reason in BY_REASON:
        return True
    return reason not in NOT_FOR_US and at(record, "$type") == POST


def next_cursor(asked: str | None, given: str) -> str | None:
    """Return the cursor of the next page, or None after the last page.

    The server's cursor is the time of the last row it looked at, and it compares with a strict `<`. It would skip
    rows of the same millisecond that did not fit. So this asks for the page above that millisecond, and its rows
    are read twice. If they fill a whole page, the cursor would ask for the very same page again.
    """
    last = instant(given)
    if last is None:
        return given or None
    above = timestamp_text(last + TICK)
    return given if above == asked else above


def _reach(rows: list[object], cursor: str) -> datetime | None:
    last = instant(cursor) or (instant(at(rows[-1], "indexedAt")) if rows else None)
    return last and last + JUST_ABOVE
