"""How one message is stored in the `messages` table.

`pk` is the message's key. It holds the account, the surface and the native id, which are written nowhere else.

- `sk=message` holds the first body, and everything that happens to the message.
- `sk=version#{version}` holds the body after an edit.
- `sk=part#{version}#{n}` holds a part of a body that is too large for one item (see long_bodies.py).

An ordinary message with 300 characters takes less than 1 KB, which is one write unit
(tests/inbox/unit/test_message_item.py).
"""

import hashlib

from watchdesk.aws.dynamodb.codec import Item, attributes, instant, read
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import LONGEST_KEY
from watchdesk.core.account import AccountId
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.disposition import PLATFORM, Disposition, DispositionCode
from watchdesk.core.message import Inbound, Message, MessageKey, MessageState, Unreadable, WaitingMessage
from watchdesk.inbox.domain.revision import version_seen_at
from watchdesk.inbox.domain.triage import DEFAULT_REASON

MESSAGE = "message"
VERSION = "version#"
UNREADABLE = "unreadable"

WAITING = (
    "#pk, #state, #urgency, #deadline, #attention_at, #alert, #counted_from, #sent_at, #first_seen_at, "
    "#warned_at, #claimed_at"
)
"""A sweep may read these attributes of a message: none of its text, and not its author."""

REMOVED_WHEN_DISPOSED = ("attention_shard", "attention_at", "claimed_by", "claimed_at")
"""A message that is disposed of loses these attributes: it is not due, and nobody has claimed it."""

UNWRITTEN_DEFAULTS = {"counted_from": CountedFrom.SENT.value, "reason": DEFAULT_REASON}
"""These facts are not written, because most messages have them."""
UNWRITTEN_DISPOSITION = {"outcome": DispositionCode.ANSWERED.value, "by": PLATFORM}
"""This disposition is not written either, because most messages have it."""

ANSWERS_THREAD_ROOT = "#"
"""Stands in `in_reply_to` for the id of the message that began the thread, which most replies answer."""


def key_of(key: MessageKey, sk: str = MESSAGE) -> dict[str, str]:
    return {"pk": str(key), "sk": sk}


def thread_key(account: AccountId, thread_id: str) -> str:
    key = f"{account}#{thread_id}"
    if len(key.encode(errors="replace")) <= LONGEST_KEY:
        return key
    return f"{account}#sha256:{hashlib.sha256(thread_id.encode(errors='replace')).hexdigest()}"


def item_of(message: Message) -> Item:
    facts = attributes(message, but=("key", "body", "warn_at"))
    item = _body_attributes(message) | {
        name: fact for name, fact in facts.items() if fact != UNWRITTEN_DEFAULTS.get(name)
    }
    item |= (
        key_of(message.key)
        | thread_attributes(message.key.account, message.body)
        | due_attributes(message.warn_at or message.deadline, shard_of(str(message.key)))
    )
    if item.get("thread", "").endswith(f"#{item.get('thread_id')}"):
        del item["thread_id"]
    return item | {"state": message.state.value}


def version_item_of(message: Message) -> Item:
    key = key_of(message.key, VERSION + message.version)
    return _body_attributes(message) | key | {"edited_at": instant(version_seen_at(message))}


def thread_attributes(account: AccountId, body: Inbound | Unreadable) -> Item:
    """Return the attributes by which a reply finds the message: its thread, and its place there."""
    if isinstance(body, Unreadable):
        return {}
    return {"thread": thread_key(account, body.thread_id), "sent_at": instant(body.sent_at)}


def author_attributes(body: Inbound | Unreadable) -> Item:
    """Return the author of a readable body."""
    return {} if isinstance(body, Unreadable) else {"author": attributes(body.author)}


def waiting_of(item: Item) -> WaitingMessage:
    """Return the message that the attributes named in WAITING hold."""
    counted_from = (UNWRITTEN_DEFAULTS | item)["counted_from"]
    facts = {
        **item,
        "attention_at": item.get("attention_at"),
        "key": MessageKey.parse(item["pk"]),
        "since": item["sent_at" if counted_from == CountedFrom.SENT else "first_seen_at"],
        "is_history": counted_from == CountedFrom.FIRST_SEEN_HISTORY,
    }
    return read(WaitingMessage, facts)


def message_of(item: Item) -> Message:
    """Return a whole message. Its own `version` is the newest one, and that in its body the first."""
    facts = {
        **UNWRITTEN_DEFAULTS,
        **item,
        "key": MessageKey.parse(item["pk"]),
        "body": body_of(item, first_version(item)),
        "disposition": disposition_of(item),
    }
    return read(Message, facts)


def disposition_of(item: Item) -> Item | None:
    """Return the disposition of an item, if it has one. Its time is stored beside it for the index `disposed`."""
    if "disposed_at" not in item:
        return None
    return {**UNWRITTEN_DISPOSITION, **item.get("disposition", {}), "at": item["disposed_at"]}


def disposed_attributes(key: MessageKey, disposition: Disposition) -> Item:
    """Return the attributes that a disposition sets. They put the message on the index `disposed`."""
    facts = attributes(disposition, but=("at",))
    return {
        "state": MessageState.DISPOSED.value,
        "disposed_at": instant(disposition.at),
        "disposed_account": key.account,
        **({} if facts == UNWRITTEN_DISPOSITION else {"disposition": facts}),
    }


def first_version(item: Item) -> str:
    """Return the version of the body in a message's own item."""
    return str(item.get("first_version", item["version"]))


def body_of(item: Item, version: str) -> Inbound | Unreadable:
    key = MessageKey.parse(item["pk"])
    thread_id = item.get("thread_id") or item.get("thread", "").partition("#")[2]
    facts = item | {"surface": key.surface, "native_id": key.native_id, "version": version, "thread_id": thread_id}
    if facts.get("in_reply_to") == ANSWERS_THREAD_ROOT:
        facts["in_reply_to"] = thread_id
    return read(Unreadable, facts) if item.get("kind") == UNREADABLE else read(Inbound, facts)


def _body_attributes(message: Message) -> Item:
    facts = attributes(message.body, but=("surface", "native_id", "version"))
    if isinstance(message.body, Unreadable):
        return facts | {"kind": UNREADABLE}
    answers_root = message.body.in_reply_to == message.body.thread_id
    return facts | ({"in_reply_to": ANSWERS_THREAD_ROOT} if answers_root else {})
