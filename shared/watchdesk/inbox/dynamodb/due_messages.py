"""What is due in the `messages` table, read without the bodies."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.message import MessageKey, WaitingMessage
from watchdesk.inbox.domain.due_change import dismissed, handed_over, is_handed_over, warned
from watchdesk.inbox.dynamodb.due_changes import save_due_change
from watchdesk.inbox.dynamodb.message_item import WAITING, key_of, waiting_of


@dataclass(frozen=True, slots=True)
class DynamoDueMessages:
    """The port DueMessages on DynamoDB."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        # The index may still show messages that have just left it. They must not count towards the limit.
        asked = limit
        while True:
            keys = due_index.due_keys(self.table, now, limit=asked)
            due = self._due_messages(keys, now)
            if len(due) >= limit or len(keys) < asked:
                return due[:limit]
            asked *= 2

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        if save_due_change(self.table, handed_over(waiting, alert, now)):
            return True
        # The answer to an earlier attempt may have been lost.
        return any(is_handed_over(present, alert) for present in self.read([waiting.key]))

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        return save_due_change(self.table, warned(waiting, now))

    def dismiss(self, waiting: WaitingMessage) -> bool:
        return save_due_change(self.table, dismissed(waiting))

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        return sorted(self._read(map(key_of, keys)), key=lambda message: str(message.key))

    def _due_messages(self, keys: Iterable[Key], now: datetime) -> list[WaitingMessage]:
        found = self._read(keys)
        due = [(message.attention_at, str(message.key), message) for message in found if message.attention_at]
        return [message for at, _, message in sorted(due, key=itemgetter(0, 1)) if at <= now]

    def _read(self, keys: Iterable[Key]) -> list[WaitingMessage]:
        return [waiting_of(item) for item in self.table.get_all(keys, WAITING)]
