"""Finds the stored messages that a reply of the force answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey, MessageState, OwnReply
from watchdesk.inbox.domain.revision import ANSWERABLE_STATES
from watchdesk.inbox.domain.thread_place import ThreadPlace
from watchdesk.inbox.dynamodb.message_item import key_of, thread_key

INDEX = "thread"
PROJECTION = "#pk, #sk, #state, #thread, #sent_at, #author.#id"
"""These attributes decide whether a message is answered. None of them holds its text."""


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """What decides whether a reply answers a stored message."""

    pk: str
    sk: str
    state: MessageState
    place: ThreadPlace | None
    """None if the message could not be read."""


def unanswered_keys(table: Table, account: AccountId, reply: OwnReply) -> list[Key]:
    """Return the messages that `reply` answers (see OwnReply) and nobody has disposed of."""
    answered = _named(table, account, reply.answers) if reply.answers else _in_thread_of(table, account, reply)
    waiting = {message.pk: message.sk for message in answered if message.state in ANSWERABLE_STATES}
    return [{"pk": pk, "sk": sk} for pk, sk in waiting.items()]


def _named(table: Table, account: AccountId, native_id: str) -> Iterator[ThreadMessage]:
    """Yield the message itself, on whichever surface it came, and what its author sent in the thread before it."""
    keys = [key_of(MessageKey(account, surface, native_id)) for surface in Surface]
    for named in list(_read(table, keys)):
        yield named
        place = named.place
        if place is not None:
            earlier = _read(table, _keys_before(table, place.thread, place.sent_at))
            yield from (message for message in earlier if message.place and message.place.is_answered_with(place))


def _in_thread_of(table: Table, account: AccountId, reply: OwnReply) -> Iterator[ThreadMessage]:
    if reply.thread_id is None:
        return
    thread = thread_key(account, reply.thread_id)
    earlier = _read(table, _keys_before(table, thread, reply.sent_at))
    yield from (message for message in earlier if message.place and message.place.is_before(thread, reply.sent_at))


def _keys_before(table: Table, thread: str, sent_at: datetime) -> Iterator[Key]:
    values = {":thread": thread, ":sent_at": instant(sent_at)}
    for item in table.query("#thread = :thread AND #sent_at < :sent_at", values, index=INDEX):
        yield {"pk": item["pk"], "sk": item["sk"]}


def _read(table: Table, keys: Iterable[Key]) -> Iterator[ThreadMessage]:
    return map(_thread_message, table.get_all(keys, PROJECTION))


def _thread_message(item: Item) -> ThreadMessage:
    place = None
    if "thread" in item:
        sent_at = datetime.fromisoformat(item["sent_at"])
        place = ThreadPlace(thread=item["thread"], author=item["author"]["id"], sent_at=sent_at)
    return ThreadMessage(pk=item["pk"], sk=item["sk"], state=MessageState(item["state"]), place=place)
