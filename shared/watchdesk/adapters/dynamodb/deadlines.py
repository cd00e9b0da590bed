"""What is due in the `messages` table, read without a word of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.adapters.dynamodb import attention
from watchdesk.adapters.dynamodb.codec import instant
from watchdesk.adapters.dynamodb.errors import ConditionFailed
from watchdesk.adapters.dynamodb.message_item import WAITING, key_of, waiting_of
from watchdesk.adapters.dynamodb.table import Key, Table
from watchdesk.domain.message import MessageKey, MessageState, Waiting

OFF_THE_LIST = "REMOVE #attention_shard, #attention_at"


@dataclass(frozen=True, slots=True)
class DynamoDeadlines:
    """The port Deadlines."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[Waiting]:
        found = self._read(attention.due(self.table, now, limit=limit))
        due = [(each.attention_at, str(each.key), each) for each in found if each.attention_at is not None]
        return [each for at, _, each in sorted(due, key=lambda one: one[:2]) if at <= now]

    def hand_over(self, waiting: Waiting, alert: str, now: datetime) -> bool:
        if waiting.attention_at is None:
            return self._is_with(alert, waiting.key)
        try:
            self.table.update(
                key_of(waiting.key),
                f"SET #alert = :alert, #overdue_at = if_not_exists(#overdue_at, :now) {OFF_THE_LIST}",
                "#attention_at = :at AND #state IN (:unread, :opened)",
                {
                    ":alert": alert,
                    ":now": instant(now),
                    ":at": instant(waiting.attention_at),
                    ":unread": MessageState.UNREAD.value,
                    ":opened": MessageState.OPENED.value,
                },
            )
        except ConditionFailed:
            return self._is_with(alert, waiting.key)
        return True

    def dismiss(self, waiting: Waiting) -> bool:
        if waiting.attention_at is None or waiting.state.is_waiting:
            return False
        try:
            self.table.update(
                key_of(waiting.key),
                OFF_THE_LIST,
                "#attention_at = :at AND #state = :state",
                {":at": instant(waiting.attention_at), ":state": waiting.state.value},
            )
        except ConditionFailed:
            return False
        return True

    def read(self, keys: Collection[MessageKey]) -> Sequence[Waiting]:
        return sorted(self._read(map(key_of, keys)), key=lambda each: str(each.key))

    def _read(self, keys: Iterable[Key]) -> list[Waiting]:
        return [waiting_of(item) for item in self.table.get_all(keys, WAITING)]

    def _is_with(self, alert: str, key: MessageKey) -> bool:
        """Whether it was handed to this alert already: the answer to an earlier attempt may have been lost."""
        present = self.read([key])
        return any(each.alert == alert and each.attention_at is None and each.state.is_waiting for each in present)
