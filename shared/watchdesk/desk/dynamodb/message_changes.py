"""Stores what people do with messages: the `messages` table and the audit trail change in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.audit.trail import AuditEvent
from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import OtherTableWrite, Update
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.inbox.dynamodb.message_item import disposed_attributes, key_of

CHANGED_ATTRIBUTES = ("state", "deadline", "attention_shard", "attention_at", "claimed_by", "claimed_at")
"""A deed may change these, and is stored only if they are still as they were read."""


@dataclass(frozen=True, slots=True)
class DynamoMessageChanges:
    """Implements the port MessageChanges."""

    table: Table
    trail: DynamoAuditTrail

    def save(self, before: MessageStatus, after: MessageStatus, deed: AuditEvent) -> bool:
        if after == before:
            self.trail.add(deed)
            return True
        return self.trail.add_with(deed, OtherTableWrite(self.table.name, _change(before, after)))


def _change(before: MessageStatus, after: MessageStatus) -> Update:
    was, becomes = _attributes(before), _attributes(after)
    if after.disposition is not None:
        becomes |= disposed_attributes(after.key, after.disposition)
    assignments = [f"#{name} = :{name}" for name in becomes]
    removed = [f"#{name}" for name in CHANGED_ATTRIBUTES if name in was and name not in becomes]
    values = {f":{name}": value for name, value in becomes.items()}
    values |= {f":was_{name}": value for name, value in was.items()}
    change = f"SET {', '.join(assignments)}" + (f" REMOVE {', '.join(removed)}" if removed else "")
    return Update(key_of(before.key), change, " AND ".join(_still_as_read(was)), values)


def _still_as_read(was: Item) -> Iterator[str]:
    for name in CHANGED_ATTRIBUTES:
        yield f"#{name} = :was_{name}" if name in was else f"attribute_not_exists(#{name})"


def _attributes(status: MessageStatus) -> Item:
    waiting = status.waiting
    fields = {
        "state": waiting.state.value,
        "deadline": instant(waiting.deadline),
        "claimed_by": status.claimed_by,
        "claimed_at": waiting.claimed_at and instant(waiting.claimed_at),
    }
    due = due_attributes(waiting.attention_at, shard_of(str(status.key))) if waiting.attention_at else {}
    return {name: value for name, value in fields.items() if value is not None} | due
