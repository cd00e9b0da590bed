"""Direct messages, accepted ones and the requests of strangers, in the order they were sent.

Bluesky lists conversations by their last activity, and the messages of each conversation. This feed merges them:
it reads next whatever may hold the newest unread message. So a page can promise that everything newer than the
rest has been shown, and a quiet inbox costs three calls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from watchdesk.core.account import Surface
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Gone
from watchdesk.core.message import FeedItem
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.messages import message_item, people
from watchdesk.platforms.bluesky.posts import at, unreadable
from watchdesk.platforms.bluesky.timestamps import JUST_ABOVE, instant, tid_instant
from watchdesk.platforms.bluesky.unread_queue import UnreadMessages, UnreadQueue
from watchdesk.platforms.bluesky.wire import Convo, Convos, Messages

PROXY = "did:web:api.bsky.chat#bsky_chat"
LISTS = ("accepted", "request")
"""The lists are asked for one by one: it is not documented whether a list without a filter holds the requests."""
LISTED_AT_ONCE = 30
"""Conversations per page. What is not read yet is saved with every page, and a longer list would cost more to save
than to ask for again.
"""


@dataclass(frozen=True, slots=True)
class ChatFeed:
    """Raises PermissionLost where the app password may not read direct messages."""

    client: BlueskyClient
    clock: Clock

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("chat"),
            surfaces=frozenset({Surface.DIRECT_MESSAGE}),
            overlap=timedelta(minutes=15),
            deep_overlap=timedelta(hours=48),
            deep_every=timedelta(hours=1),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:  # noqa: ARG002  an ordered feed leaves no memo
        queue, found = (UnreadQueue.parse(older), ()) if older else self._begin()
        unread = queue.newest()
        if unread is None:
            return _page(found, queue, ())
        rest = queue.without(unread)
        if not unread.convo:
            more, odd = self._listed(unread.status, unread.cursor)
            return _page((*found, *odd), rest.joined(more), ())
        answer = self._read(unread)
        times = [sent for row in answer.messages if (sent := instant(at(row, "sentAt"))) is not None]
        if answer.cursor and answer.messages and answer.cursor != unread.cursor:
            rest = rest.joined([unread.continued(answer.cursor, times[-1] if times else unread.at)])
        return _page((*found, *self._items(answer, unread)), rest, times)

    def probe(self) -> None:
        """Ask for one conversation.

        Raises PermissionLost, or whatever else keeps direct messages from being read.
        """
        self._convos("accepted", "", limit=1)

    def _begin(self) -> tuple[UnreadQueue, tuple[FeedItem, ...]]:
        queue, odd = UnreadQueue(), list[FeedItem]()
        for status in LISTS:
            more, unread = self._listed(status, "")
            queue = queue.joined(more)
            odd += unread
        return queue, tuple(odd)

    def _items(self, answer: Messages, unread: UnreadMessages) -> Iterator[FeedItem]:
        known, own_did = people(answer.related_profiles), self.client.session.tokens().did
        for row in answer.messages:
            item = message_item(
                row, unread.convo, is_request=unread.status == "request", own_did=own_did, known=known
            )
            if item is not None:
                yield item

    def _read(self, unread: UnreadMessages) -> Messages:
        query = {"convoId": unread.convo, "limit": "100"} | ({"cursor": unread.cursor} if unread.cursor else {})
        try:
            return self.client.get(Messages, "chat.bsky.convo.getMessages", query, PROXY)
        except Gone:
            # Somebody left or deleted the conversation after it was listed.
            return Messages(messages=[])

    def _convos(self, status: str, cursor: str, limit: int = LISTED_AT_ONCE) -> Convos:
        query = {"limit": str(limit), "status": status} | ({"cursor": cursor} if cursor else {})
        return self.client.get(Convos, "chat.bsky.convo.listConvos", query, PROXY)

    def _listed(self, status: str, cursor: str) -> tuple[list[UnreadMessages], list[FeedItem]]:
        """Return one page of a list: its conversations, what is left of the list, and its unreadable rows."""
        answer, now = self._convos(status, cursor), self.clock.now()
        found, odd, ends = list[UnreadMessages](), list[FeedItem](), [now]
        for row in answer.convos:
            try:
                convo = Convo.model_validate(row)
            except ValidationError as error:
                odd.append(unreadable(row, Surface.DIRECT_MESSAGE, None, error))
                continue
            sent_at, changed_at = instant(at(convo.last_message, "sentAt")), tid_instant(convo.rev)
            # A reaction moves a conversation up without a new message, so what follows may be as new as the
            # reaction.
            ends = [end for end in (sent_at, changed_at) if end is not None] or [now]
            found.append(UnreadMessages(at=sent_at or ends[0], convo=convo.id, status=convo.status or status))
        if answer.cursor and answer.convos and answer.cursor != cursor:
            found.append(UnreadMessages(at=max(ends), status=status, cursor=answer.cursor))
        return found, odd


def _page(items: tuple[FeedItem, ...], rest: UnreadQueue, times: Sequence[datetime]) -> FeedPage:
    unread = rest.newest()
    return FeedPage(
        items=items,
        older=None if unread is None else str(rest),
        reaches_back_to=None if unread is None else unread.at + JUST_ABOVE,
        newest=max(times, default=None),
    )
