"""How a change of a message on the due index is saved."""

from watchdesk.aws.dynamodb.codec import Item, attributes, instant
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import WaitingMessage
from watchdesk.inbox.domain.due_change import DueChange
from watchdesk.inbox.dynamodb.item_update import ItemUpdate
from watchdesk.inbox.dynamodb.message_item import key_of

NEVER_CHANGED = ("key", "urgency", "since", "is_history")
"""No sweep changes these."""


def save_due_change(table: Table, change: DueChange) -> bool:
    """Save the change in one conditional write, and return whether it still applied to the message."""
    if change.before.attention_at is None:
        return False
    update = ItemUpdate(_attributes(change.before), _attributes(change.after))
    if change.overdue_at is not None:
        update.set_once("overdue_at", instant(change.overdue_at))
    if change.claim_expired_at is not None:
        update.set("claim_expired_at", instant(change.claim_expired_at))
        update.remove(("claimed_by",))
    update.require_unchanged(change.unchanged)
    update.require_any("state", change.allowed_states)
    return update.save(table, key_of(change.before.key))


def _attributes(message: WaitingMessage) -> Item:
    facts = attributes(message, but=(*NEVER_CHANGED, "attention_at"))
    if message.attention_at is None:
        return facts
    return facts | due_attributes(message.attention_at, shard_of(str(message.key)))
