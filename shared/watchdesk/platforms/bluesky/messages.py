"""One direct message as an item of a feed. Nobody can edit one, so its version is a digest of its content."""

import hashlib
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from watchdesk.core.account import Surface
from watchdesk.core.message import Author, Deletion, FeedItem, Inbound, OwnReply
from watchdesk.platforms.bluesky.attachments import attachments
from watchdesk.platforms.bluesky.posts import at, unreadable
from watchdesk.platforms.bluesky.wire import Actor, ChatMessage, Identified, read_or_none

MESSAGE = "chat.bsky.convo.defs#messageView"
DELETED = "chat.bsky.convo.defs#deletedMessageView"
SYSTEM = "chat.bsky.convo.defs#systemMessageView"


def people(profiles: Iterable[object]) -> dict[str, Author]:
    """Return the members of a conversation by DID. A message itself names only the DID of its sender."""
    actors = [actor for each in profiles if (actor := read_or_none(Actor, each)) is not None]
    return {actor.did: Author(id=actor.did, handle=actor.handle, name=actor.display_name) for actor in actors}


def message_item(
    row: object, convo: str, *, is_request: bool, own_did: str, known: Mapping[str, Author]
) -> FeedItem | None:
    """Return the row as a feed item, or None for a notice of the service itself. An unknown kind is kept raw."""
    kind = at(row, "$type")
    if kind == SYSTEM:
        return None
    named = read_or_none(Identified, row)
    native_id = f"{convo}/{named.id}" if named else None
    if kind == DELETED and native_id:
        is_own = at(row, "sender", "did") == own_did
        return None if is_own else Deletion(surface=Surface.DIRECT_MESSAGE, native_id=native_id)
    try:
        message = ChatMessage.model_validate(row)
    except ValidationError as error:
        return unreadable(row, Surface.DIRECT_MESSAGE, native_id, error)
    if message.sender.did == own_did:
        return OwnReply(native_id=f"{convo}/{message.id}", sent_at=message.sent_at, answers=None, thread_id=convo)
    return _inbound(message, convo, is_request=is_request, author=known.get(message.sender.did))


def _inbound(message: ChatMessage, convo: str, *, is_request: bool, author: Author | None) -> Inbound:
    did, said = message.sender.did, message.text
    shown = attachments(did, message.facets, message.embed)
    answered = at(message.reply_to, "id")
    return Inbound(
        surface=Surface.DIRECT_MESSAGE,
        native_id=f"{convo}/{message.id}",
        thread_id=convo,
        author=author or Author(id=did, handle=did),
        text=said,
        sent_at=message.sent_at,
        version=hashlib.sha256(repr((said, shown)).encode()).hexdigest()[:16],
        url=f"https://bsky.app/messages/{convo}",
        in_reply_to=f"{convo}/{answered}" if isinstance(answered, str) else None,
        attachments=shown,
        filtered=is_request,
    )
