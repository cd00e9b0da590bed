"""Every message in the `messages` table, exactly once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId
from watchdesk.core.disposition import PLATFORM, Disposition, DispositionCode
from watchdesk.core.message import Message, MessageKey, OwnReply
from watchdesk.inbox.dynamodb import long_bodies
from watchdesk.inbox.dynamodb.message_item import REMOVED_WHEN_DISPOSED, disposed_attributes, item_of, key_of
from watchdesk.inbox.dynamodb.message_revision import Revision
from watchdesk.inbox.dynamodb.threads import unanswered

WORKERS = 16
"""Writes under way at once in one process, for all its accounts together. The client needs as many connections."""


@dataclass(frozen=True, slots=True)
class DynamoMessageStore:
    """The port MessageStore: one conditional write per new message, and none for a known one."""

    table: Table

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        """As of a moment ago: what is missed here is refused by `add`, or found by the next poll's overlap."""
        found = self.table.get_all(map(key_of, keys), "#pk, #version", consistent=False)
        return {MessageKey.parse(item["pk"]): item["version"] for item in found}

    def add(self, messages: Sequence[Message]) -> int:
        first_of_each = {message.key: message for message in reversed(messages)}
        return _count([partial(self._add, message) for message in first_of_each.values()])

    def revise(self, message: Message) -> bool:
        return Revision(self.table, message)()

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        answered = Disposition(outcome=DispositionCode.ANSWERED, by=PLATFORM, at=now)
        return _count([partial(self._dispose, key, answered) for key in unanswered(self.table, account, reply)])

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        return self._changed(
            key_of(key),
            "SET #deleted_at = :now",
            "attribute_exists(#pk) AND attribute_not_exists(#deleted_at)",
            {":now": instant(now)},
        )

    def _add(self, message: Message) -> bool:
        try:
            long_bodies.put(self.table, item_of(message), message.version, "attribute_not_exists(#pk)")
        except ConditionFailed:
            return False
        return True

    def _dispose(self, key: Key, disposition: Disposition) -> bool:
        values = disposed_attributes(MessageKey.parse(key["pk"]), disposition)
        return self._changed(
            key,
            f"SET {', '.join(f'#{name} = :{name}' for name in values)} REMOVE {REMOVED_WHEN_DISPOSED}",
            "attribute_exists(#pk) AND #state <> :state",
            {f":{name}": value for name, value in values.items()},
        )

    def _changed(self, key: Key, change: str, condition: str, values: Mapping[str, object]) -> bool:
        try:
            self.table.update(key, change, condition, values)
        except ConditionFailed:
            return False
        return True


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="messages")


def _count(writes: Sequence[Callable[[], bool]]) -> int:
    """Do all, several at once, and say how many changed something.

    All are tried before anything is raised: one message that cannot be stored holds up no other.
    """
    if len(writes) == 1:
        return int(writes[0]())
    under_way = [_workers().submit(write) for write in writes]
    wait(under_way)
    return sum(each.result() for each in under_way)
