"""What is due in the `messages` table, read without a word of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.dynamodb.message_item import WAITING, key_of, waiting_of

OFF_THE_LIST = "REMOVE #attention_shard, #attention_at"
NOBODYS = "#claimed_by, #claimed_at"
OPENED = {":opened": MessageState.OPENED.value}
CLAIMED = {":claimed": MessageState.CLAIMED.value}
WAITS = {":unread": MessageState.UNREAD.value} | OPENED
STILL_WAITS = "#state IN (:unread, :opened)"


@dataclass(frozen=True, slots=True)
class DynamoDueMessages:
    """The port DueMessages."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        """The index may still show what has just left the list: that takes nobody's place."""
        asked = limit
        while True:
            keys = due_index.due_keys(self.table, now, limit=asked)
            due = self._due(keys, now)
            if len(due) >= limit or len(keys) < asked:
                return due[:limit]
            asked *= 2

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        handed = "#alert = :alert, #overdue_at = if_not_exists(#overdue_at, :now)"
        values = {":alert": alert, ":now": instant(now)}
        if waiting.state is MessageState.CLAIMED:
            released = f"SET {handed}, #state = :opened, #claim_expired_at = :now {OFF_THE_LIST}, {NOBODYS}"
            done = self._changed(waiting, released, "#state = :claimed", values | OPENED | CLAIMED)
        else:
            done = self._changed(waiting, f"SET {handed} {OFF_THE_LIST}", STILL_WAITS, values | WAITS)
        return done or self._is_with(alert, waiting.key)

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        return self._changed(
            waiting,
            "SET #warned_at = :now, #attention_at = :deadline",
            f"#deadline = :deadline AND {STILL_WAITS}",
            {":now": instant(now), ":deadline": instant(waiting.deadline)} | WAITS,
        )

    def dismiss(self, waiting: WaitingMessage) -> bool:
        if waiting.state is not MessageState.DISPOSED:
            return False
        return self._changed(waiting, OFF_THE_LIST, "#state = :state", {":state": waiting.state.value})

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        return sorted(self._read(map(key_of, keys)), key=lambda each: str(each.key))

    def _changed(self, waiting: WaitingMessage, change: str, condition: str, values: Mapping[str, object]) -> bool:
        """Whether it was still on the due list as it was read, and the condition held."""
        if waiting.attention_at is None:
            return False
        values = {**values, ":at": instant(waiting.attention_at)}
        try:
            self.table.update(key_of(waiting.key), change, f"#attention_at = :at AND {condition}", values)
        except ConditionFailed:
            return False
        return True

    def _due(self, keys: Iterable[Key], now: datetime) -> list[WaitingMessage]:
        found = self._read(keys)
        due = [(each.attention_at, str(each.key), each) for each in found if each.attention_at is not None]
        return [each for at, _, each in sorted(due, key=lambda one: one[:2]) if at <= now]

    def _read(self, keys: Iterable[Key]) -> list[WaitingMessage]:
        return [waiting_of(item) for item in self.table.get_all(keys, WAITING)]

    def _is_with(self, alert: str, key: MessageKey) -> bool:
        """Whether it was handed to this alert already: the answer to an earlier attempt may have been lost."""
        present = self.read([key])
        return any(each.alert == alert and each.attention_at is None and each.state.is_waiting for each in present)
