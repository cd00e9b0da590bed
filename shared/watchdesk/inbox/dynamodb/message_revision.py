"""A message that was changed on its platform: the new version beside the old, its deadline no later for it.

Two items are written. Should a run end between them, the repeat finds the version stored but the message not
yet told of it (the message's `edited_at` is older), and finishes the work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import Item, attributes, instant
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import Defect, TryLater
from watchdesk.core.message import Inbound, Message, MessageState, Urgency
from watchdesk.inbox.dynamodb import long_bodies
from watchdesk.inbox.dynamodb.message_item import (
    UNREADABLE,
    first_version,
    key_of,
    thread_attributes,
    version_item_of,
    version_seen_at,
)

STANDING = "#version, #first_version, #edited_at, #state, #urgency, #deadline, #attention_at, #kind, #thread"
ATTEMPTS = 5
"""Each is lost only to somebody who handles or alerts this very message at this moment."""


@dataclass(frozen=True, slots=True)
class Revision:
    table: Table
    message: Message

    def __call__(self) -> bool:
        """Whether the version is new. Raises Defect if the message is not stored."""
        is_new = False
        for _ in range(ATTEMPTS):
            standing = self.table.get(key_of(self.message.key), STANDING)
            if standing is None:
                raise Defect("only a stored message can be revised")
            if standing["version"] == self.message.version:
                return is_new
            is_new |= self._keep(standing)
            if self._tell(standing):
                return is_new
        raise TryLater("the message changes faster than it can be revised")

    def _keep(self, standing: Item) -> bool:
        """Store the version, unless it is; whether it is new to the message."""
        if self.message.version == first_version(standing):
            return False
        item = version_item_of(self.message)
        try:
            long_bodies.put(self.table, item, self.message.version, "attribute_not_exists(#pk)", return_item=True)
        except ConditionFailed as found:
            kept = found.item or item
            return bool(standing.get("edited_at", "") < kept["edited_at"])
        return True

    def _tell(self, standing: Item) -> bool:
        """Bring the message's own item up to date; False if it has changed since it was read."""
        changes = dict(self._changes(standing))
        was = {
            name: standing[name]
            for name in ("version", "state", "urgency", "deadline", "attention_at")
            if name in standing
        }
        same = [f"#{name} = :was_{name}" for name in was]
        if "attention_at" not in was:
            same.append("attribute_not_exists(#attention_at)")
        sets = [
            "#first_version = if_not_exists(#first_version, #version)",
            *(f"#{name} = :{name}" for name in changes),
        ]
        values = {f":{name}": value for name, value in changes.items()}
        values |= {f":was_{name}": value for name, value in was.items()}
        try:
            self.table.update(key_of(self.message.key), f"SET {', '.join(sets)}", " AND ".join(same), values)
        except ConditionFailed:
            return False
        return True

    def _changes(self, standing: Item) -> Iterator[tuple[str, object]]:
        message, deadline = self.message, instant(self.message.deadline)
        yield from {"version": message.version, "edited_at": instant(version_seen_at(message))}.items()
        rises = message.urgency.rank < Urgency(standing["urgency"]).rank
        if rises:
            yield from {"urgency": message.urgency.value, "reason": message.reason}.items()
        # Whoever opened or claimed it has dates of their own, which only what is worse brings forward: they have
        # not seen it.
        if deadline < standing["deadline"] and (rises or standing["state"] == MessageState.UNREAD):
            yield "deadline", deadline
            if "attention_at" in standing:
                yield "attention_at", instant(self._attention_at(standing))
        if rises and "attention_at" not in standing and MessageState(standing["state"]).is_waiting:
            # Its alert may be one that climbs slowly, or that somebody took who has not seen this.
            at = min(message.deadline, datetime.fromisoformat(standing["deadline"]))
            yield from due_attributes(at, shard_of(str(message.key))).items()
        if standing.get("kind") == UNREADABLE and "thread" not in standing and isinstance(message.body, Inbound):
            yield from thread_attributes(message).items()
            yield "author", attributes(message.body.author)

    def _attention_at(self, standing: Item) -> datetime:
        """A claim is not warned of, and may end before the new deadline anyway."""
        if standing["state"] == MessageState.CLAIMED:
            return min(self.message.deadline, datetime.fromisoformat(standing["attention_at"]))
        return self.message.warn_at or self.message.deadline
