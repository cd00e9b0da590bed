"""What a post of ours answers, as its record must name it: the post itself and the first post of the thread."""

from typing import Any

from watchdesk.core.errors import Gone, Refused
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.posts import at, is_of
from watchdesk.platforms.bluesky.wire import ForeignPost, Posts, StoredRecord, StrongRef, read_or_none

GONE = "the message it answers is gone or hidden from the account: post it without answering"


def reply_refs(client: BlueskyClient, native_id: str) -> dict[str, Any]:
    """Return the references.

    Raises Refused if the answered post is gone: the server would accept an invisible reply.
    """
    parent, record = _own_post(client, native_id) or _foreign_post(client, native_id)
    root = read_or_none(StrongRef, at(record, "reply", "root")) or parent
    return {"root": _reference(root), "parent": _reference(parent)}


def _own_post(client: BlueskyClient, uri: str) -> tuple[StrongRef, Any] | None:
    """Return a post of our own from the account's server, which has it even while the AppView is down."""
    if not is_of(uri, client.session.tokens().did):
        return None
    try:
        record = client.get(StoredRecord, "com.atproto.repo.getRecord", record_query(uri))
    except Gone as error:
        raise Refused(GONE) from error
    return record, record.value


def _foreign_post(client: BlueskyClient, uri: str) -> tuple[StrongRef, Any]:
    shown = client.get(Posts, "app.bsky.feed.getPosts", {"uris": [uri]}).posts
    post = read_or_none(ForeignPost, shown[0]) if shown else None
    if post is None:
        raise Refused(GONE)
    return post, post.record


def record_query(uri: str) -> dict[str, str]:
    _, _, repo, collection, rkey = uri.split("/", 4)
    return {"repo": repo, "collection": collection, "rkey": rkey}


def _reference(ref: StrongRef) -> dict[str, str]:
    return {"uri": ref.uri, "cid": ref.cid}
