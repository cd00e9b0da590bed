"""Which stored messages does a reply of ours answer?"""

from collections.abc import Iterable, Iterator

from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey, MessageState, OwnReply
from watchdesk.inbox.dynamodb.message_item import key_of, thread_key

INDEX = "thread"
PLACE = "#pk, #sk, #state, #thread, #sent_at, #author.#id"
"""What decides whether a message is answered: none of its words."""


def unanswered(table: Table, account: AccountId, reply: OwnReply) -> list[Key]:
    """The messages that `reply` answers (see OwnReply) and nobody has disposed of."""
    answered = _named(table, account, reply.answers) if reply.answers else _in_thread_of(table, account, reply)
    waiting = [item for item in answered if item["state"] != MessageState.DISPOSED]
    return list({item["pk"]: {"pk": item["pk"], "sk": item["sk"]} for item in waiting}.values())


def _named(table: Table, account: AccountId, native_id: str) -> Iterator[Item]:
    """The message itself, on whichever surface it came, and what its author had sent in the thread before it."""
    keys = [key_of(MessageKey(account, surface, native_id)) for surface in Surface]
    for named in list(table.get_all(keys, PLACE)):
        yield named
        if "thread" in named:
            earlier = _places(table, _before(table, named["thread"], named["sent_at"]))
            yield from (item for item in earlier if item["author"] == named["author"])


def _in_thread_of(table: Table, account: AccountId, reply: OwnReply) -> Iterator[Item]:
    if reply.thread_id is None:
        return iter(())
    return _places(table, _before(table, thread_key(account, reply.thread_id), instant(reply.sent_at)))


def _before(table: Table, thread: str, sent_at: str) -> Iterator[Key]:
    values = {":thread": thread, ":sent_at": sent_at}
    for item in table.query("#thread = :thread AND #sent_at < :sent_at", values, index=INDEX):
        yield {"pk": item["pk"], "sk": item["sk"]}


def _places(table: Table, keys: Iterable[Key]) -> Iterator[Item]:
    return table.get_all(keys, PLACE)
