"""One post as an item of a feed: a message of the public, a reply of ours, or unreadable content kept raw."""

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from watchdesk.core.account import Surface
from watchdesk.core.message import Author, FeedItem, Inbound, OwnReply, Unreadable
from watchdesk.platforms.bluesky.attachments import attachments, web_address
from watchdesk.platforms.bluesky.timestamps import instant, tid_instant
from watchdesk.platforms.bluesky.wire import AtUri, PostRecord, PostView

LONGEST_RAW = 200_000
"""Bytes. One DynamoDB item holds 400 KB, and ASCII JSON takes a byte a character."""

PASSING = frozenset(
    (
        "isRead",
        "viewer",
        "labels",
        "bookmarkCount",
        "likeCount",
        "quoteCount",
        "replyCount",
        "repostCount",
        "reactions",
    )
)
"""Fields that change around a post without the post being edited."""

_at_uri: TypeAdapter[str] = TypeAdapter(AtUri)


def post_item(row: object, own_did: str, surface: Surface) -> FeedItem | None:
    """Return the row as a feed item, or None for a post of our own that answers nobody else."""
    try:
        view = PostView.model_validate(row)
    except ValidationError as error:
        return None if at(row, "author", "did") == own_did else unreadable(row, surface, uri_of(row), error)
    if view.author.did == own_did:
        return own_reply(view.uri, view.record, own_did)
    record = view.record
    return Inbound(
        surface=surface,
        native_id=view.uri,
        thread_id=record.reply.root.uri if record.reply else view.uri,
        author=Author(id=view.author.did, handle=view.author.handle, name=view.author.display_name),
        text=record.text,
        sent_at=instant(record.created_at) or view.indexed_at,
        version=view.cid,
        url=web_address(view.uri),
        in_reply_to=record.reply.parent.uri if record.reply else None,
        attachments=attachments(view.author.did, record.facets, record.embed),
    )


def own_reply(uri: str, record: PostRecord, own_did: str) -> OwnReply | None:
    """Return what a post of ours answers, or None if it answers nobody or continues a thread of our own."""
    sent_at = instant(record.created_at) or tid_instant(uri.rsplit("/", 1)[-1])
    if record.reply is None or sent_at is None or is_of(record.reply.parent.uri, own_did):
        return None
    reply = record.reply
    return OwnReply(native_id=uri, sent_at=sent_at, answers=reply.parent.uri, thread_id=reply.root.uri)


def surface_of(record: object, own_did: str) -> Surface:
    """Return REPLY for an answer to a post of ours, and otherwise MENTION or REPLY as the post itself says.

    Only the post decides, not the feed that showed it: a post shown by two feeds is one message.
    Never raises, although the author may have written anything into the record.
    """
    refs = (at(record, "reply", "root", "uri"), at(record, "reply", "parent", "uri"))
    if any(is_of(ref, own_did) for ref in refs):
        return Surface.REPLY
    if _mentions(record, own_did) or _quotes(record, own_did) or at(record, "reply") is None:
        return Surface.MENTION
    return Surface.REPLY


def _mentions(record: object, did: str) -> bool:
    facets = at(record, "facets")
    features = [at(facet, "features") for facet in facets] if isinstance(facets, list) else []
    return any(at(each, "did") == did for some in features if isinstance(some, list) for each in some)


def _quotes(record: object, did: str) -> bool:
    plain, with_media = at(record, "embed", "record", "uri"), at(record, "embed", "record", "record", "uri")
    return is_of(plain, did) or is_of(with_media, did)


def is_of(uri: object, did: str) -> bool:
    return isinstance(uri, str) and uri.startswith(f"at://{did}/")


def at(value: object, *names: str) -> Any:  # noqa: ANN401  whatever stands there
    """Return the value at the end of these keys, or None."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def uri_of(row: object) -> str | None:
    try:
        return _at_uri.validate_python(at(row, "uri"))
    except ValidationError:
        return None


def unreadable(row: object, surface: Surface, native_id: str | None, error: ValidationError) -> Unreadable:
    """Return the row kept raw, as ASCII JSON. `problem` names fields and rules, never their values."""
    raw = json.dumps({name: row[name] for name in row if name not in PASSING} if isinstance(row, dict) else row)
    faults = error.errors(include_input=False, include_url=False, include_context=False)[:3]
    wrong = [f"{'.'.join(map(str, each['loc'])) or 'row'}: {each['type']}" for each in faults]
    cut = [f"cut from {len(raw)} characters"] if len(raw) > LONGEST_RAW else []
    return Unreadable(
        surface=surface,
        native_id=native_id or raw_id(raw),
        raw=raw[:LONGEST_RAW],
        problem="; ".join([*wrong, *cut]),
    )


def raw_id(raw: str) -> str:
    """Return a digest that names an item whose own id cannot be read."""
    return f"sha256:{hashlib.sha256(raw.encode()).hexdigest()}"
