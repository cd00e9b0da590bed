"""Answers to direct messages.

The chat service takes no key of ours, so a message that was sent is found by its text.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from watchdesk.core.errors import Gone, Refused, TryLater
from watchdesk.platforms.bluesky.chat import PROXY
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.wire import ChatMessage, Messages, read_or_none
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.publishing.ports.posts import OutgoingPart

GRAPHEMES, BYTES = 1_000, 10_000
PAGES = 5
"""Pages of a hundred messages each that are searched.

No conversation grows faster while a delivery is unconfirmed.
"""
CLOCKS_DIFFER = timedelta(minutes=1)


def conversation(native_id: str) -> str | None:
    """Return the conversation of a direct message (`{conversation}/{message}`), or None for a post."""
    return None if native_id.startswith("at://") else native_id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class DirectMessages:
    client: BlueskyClient

    def send(self, part: OutgoingPart, convo: str, facets: list[dict[str, Any]]) -> PublishedPart:
        if part.images:
            raise Refused("Bluesky's direct messages carry no images: leave them out")
        if len(graphemes(part.text)) > GRAPHEMES or len(part.text.encode()) > BYTES:
            raise Refused(f"a direct message on Bluesky holds {GRAPHEMES} characters: shorten it")
        message = {"text": part.text} | ({"facets": facets} if facets else {})
        body = {"convoId": convo, "message": message}
        try:
            sent = self.client.write(ChatMessage, "chat.bsky.convo.sendMessage", body, PROXY)
        except Gone as error:
            raise Refused("the conversation is gone: the answer cannot reach them there") from error
        return _published(sent, convo)

    def look(self, part: OutgoingPart, convo: str) -> PublishedPart | None:
        """Return the oldest message of ours with this text that was sent since the part was first to go out."""
        earliest, cursor, found = part.dated - CLOCKS_DIFFER, "", None
        own_did = self.client.session.tokens().did
        for _ in range(PAGES):
            answer = self._page(convo, cursor)
            for row in answer.messages:
                message = read_or_none(ChatMessage, row)
                if message is None:
                    continue
                if message.sent_at < earliest:
                    return found
                if message.sender.did == own_did and message.text == part.text:
                    found = _published(message, convo)
            if not answer.cursor or not answer.messages:
                return found
            cursor = answer.cursor
        raise TryLater("the conversation is too long to be searched")

    def _page(self, convo: str, cursor: str) -> Messages:
        query = {"convoId": convo, "limit": "100"} | ({"cursor": cursor} if cursor else {})
        try:
            return self.client.get(Messages, "chat.bsky.convo.getMessages", query, PROXY)
        except Gone as error:
            raise TryLater("the conversation is gone, and what was said in it with it") from error


def _published(message: ChatMessage, convo: str) -> PublishedPart:
    return PublishedPart(
        native_id=f"{convo}/{message.id}", version=message.id, url=f"https://bsky.app/messages/{convo}"
    )
