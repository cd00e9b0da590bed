"""The messages in the `messages` table, each exactly once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId
from watchdesk.core.disposition import Disposition
from watchdesk.core.message import Message, MessageKey, OwnReply
from watchdesk.inbox.domain.revision import ANSWERABLE_STATES, answered
from watchdesk.inbox.dynamodb import long_bodies
from watchdesk.inbox.dynamodb.item_update import ItemUpdate
from watchdesk.inbox.dynamodb.message_item import REMOVED_WHEN_DISPOSED, disposed_attributes, item_of, key_of
from watchdesk.inbox.dynamodb.message_revision import MessageRevision
from watchdesk.inbox.dynamodb.threads import unanswered_keys

WORKERS = 16
"""So many writes run at once in one process, for all its accounts. The client needs as many connections."""


@dataclass(frozen=True, slots=True)
class DynamoMessageStore:
    """The port MessageStore on DynamoDB: one conditional write for a new message, and none for a known one."""

    table: Table

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        # The read may miss the newest writes: `add` refuses what is stored, and the next poll reads an overlap.
        found = self.table.get_all(map(key_of, keys), "#pk, #version", consistent=False)
        return {MessageKey.parse(item["pk"]): item["version"] for item in found}

    def add(self, messages: Sequence[Message]) -> int:
        distinct = {message.key: message for message in reversed(messages)}
        return _count_changed([partial(self._add, message) for message in distinct.values()])

    def revise(self, message: Message) -> bool:
        return MessageRevision(self.table, message).store()

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        keys = unanswered_keys(self.table, account, reply)
        return _count_changed([partial(self._dispose, key, answered(now)) for key in keys])

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        update = ItemUpdate({}, {"deleted_at": instant(now)})
        update.require_stored()
        update.require_unchanged(("deleted_at",))
        return update.save(self.table, key_of(key))

    def _add(self, message: Message) -> bool:
        try:
            long_bodies.put(self.table, item_of(message), message.version, "attribute_not_exists(#pk)")
        except ConditionFailed:
            return False
        return True

    def _dispose(self, key: Key, disposition: Disposition) -> bool:
        update = ItemUpdate({}, disposed_attributes(MessageKey.parse(key["pk"]), disposition))
        update.remove(REMOVED_WHEN_DISPOSED)
        update.require_any("state", ANSWERABLE_STATES)
        return update.save(self.table, key)


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="messages")


def _count_changed(writes: Sequence[Callable[[], bool]]) -> int:
    """Make all writes, several at once, and return how many changed something.

    All writes are tried before an error is raised, so that one message that cannot be stored delays no other.
    """
    if len(writes) == 1:
        return int(writes[0]())
    under_way = [_workers().submit(write) for write in writes]
    wait(under_way)
    return sum(write.result() for write in under_way)
