"""A status as an item of a feed: a message of the public, an answer of our own, or unreadable content kept raw.

A message's native id is the status' id on the account's own server, not its `uri`. Every other call (context,
reply, deletion) and `in_reply_to_id` use that id. It never changes, and the account lives on one server.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from watchdesk.core.account import Surface
from watchdesk.core.message import Attachment, Author, FeedItem, Inbound, OwnReply, Unreadable
from watchdesk.platforms.mastodon.text import plain_text
from watchdesk.platforms.mastodon.wire import Addressing, Status, id_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatus:
    """One status as a list shows it, not yet parsed."""

    raw: Any
    row: Any
    """The whole row of the list. It is kept if the status cannot be read."""
    known_as: str = ""
    """Names the row if the status has no readable id."""
    filtered: bool = False


def feed_items(shown: Iterable[ShownStatus], us: str) -> tuple[FeedItem, ...]:
    """Return the feed items of a list, in its order.

    Our own statuses come out as answers, or are left out if they answer nobody.
    """
    read = [(each, _read(each, us)) for each in shown]
    known = {status.id: status for _, status in read if isinstance(status, Status)}
    found = [_feed_item(each, status, known, us) for each, status in read]
    return tuple(item for item in found if item is not None)


def surface_of(status: Addressing, us: str) -> Surface:
    """Return the surface, from the status alone: so it is the same message wherever it is listed.

    A private status is a direct message, whomever it answers. A status that names or quotes us without answering
    us is a mention. Any other status was found below a post of ours without naming us: it is a reply in our
    thread.
    """
    if status.visibility == "direct":
        return Surface.DIRECT_MESSAGE
    if status.in_reply_to_account_id == us:
        return Surface.REPLY
    speaks_to_us = status.quote is not None or us in {person.id for person in status.mentions}
    return Surface.MENTION if speaks_to_us or status.in_reply_to_id is None else Surface.REPLY


def own_reply(status: Status, us: str) -> OwnReply | None:
    """Return what a status of ours answers. A status that continues our own thread answers nobody."""
    if status.in_reply_to_id is None or status.in_reply_to_account_id == us or status.reblog is not None:
        return None
    return OwnReply(native_id=status.id, sent_at=status.created_at, answers=status.in_reply_to_id, thread_id=None)


def read_status(raw: Any) -> Status:  # noqa: ANN401  whatever the server sent
    """Return the status. Raises ValidationError."""
    return Status.model_validate(raw)


def _read(shown: ShownStatus, us: str) -> Status | Unreadable:
    try:
        return read_status(shown.raw)
    except ValidationError as error:
        return _unreadable(shown, us, error)


def _feed_item(
    shown: ShownStatus, status: Status | Unreadable, known: Mapping[str, Status], us: str
) -> FeedItem | None:
    if isinstance(status, Unreadable):
        return status
    if status.account.id == us:
        return own_reply(status, us)
    return _inbound(status, _thread(status, known), us, filtered=shown.filtered)


def _inbound(status: Status, thread: str, us: str, *, filtered: bool) -> Inbound:
    words = plain_text(status.content)
    return Inbound(
        surface=surface_of(status, us),
        native_id=status.id,
        thread_id=thread,
        author=Author(id=status.account.id, handle=status.account.handle, name=status.account.display_name or ""),
        text="\n\n".join(part for part in (status.spoiler_text, words) if part),
        sent_at=status.created_at,
        version=(status.edited_at or status.created_at).isoformat(),
        url=status.url or status.uri or "",
        in_reply_to=status.in_reply_to_id,
        attachments=tuple(_attachments(status)),
        filtered=filtered,
    )


def _attachments(status: Status) -> Iterable[Attachment]:
    for media in status.media_attachments:
        url = media.url or media.remote_url or media.preview_url
        if url:
            yield Attachment(kind=media.type or "unknown", url=url, alt=media.description or "")


def _thread(status: Status, known: Mapping[str, Status]) -> str:
    """Return what the status answers, or itself.

    A person who continues their own post is still in the thread of the first. The thread is no wider than that: a
    reply of ours answers the same author's earlier messages of the thread. A whole public conversation taken as
    one thread would count questions as answered that nobody looked at.
    """
    climbed = {status.id}
    while (parent := known.get(status.in_reply_to_id or "")) and parent.id not in climbed:
        if parent.account.id != status.account.id:
            break
        climbed.add(parent.id)
        status = parent
    return status.in_reply_to_id or status.id


def _unreadable(shown: ShownStatus, us: str, error: ValidationError) -> Unreadable:
    status = shown.raw if isinstance(shown.raw, dict) else {}
    raw = json.dumps(_steady(shown.row), sort_keys=True)
    digest = "sha256:" + hashlib.sha256(raw.encode()).hexdigest()
    return Unreadable(
        surface=surface_of(Addressing.model_validate(status), us),
        native_id=id_of(status) or shown.known_as or digest,
        raw=raw,
        problem="; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'status'}: {each['type']}" for each in error.errors()
        ),
    )


def _steady(value: Any) -> Any:  # noqa: ANN401
    """Return the row without its counters: they change by themselves and would look like an edit at every poll."""
    if isinstance(value, list):
        return [_steady(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _steady(each) for name, each in value.items() if not _moves(name)}


def _moves(name: str) -> bool:
    return name.endswith("_count") or name == "last_status_at"
