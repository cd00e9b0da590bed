"""A message that was changed on its platform: the new version is stored beside the first body.

Two items are written. If a run ends between the two writes, the repeat finds the version stored and the message
not yet updated (the message's `edited_at` is older), and finishes the work.
"""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import Defect, TryLater
from watchdesk.core.message import Message
from watchdesk.inbox.domain.revision import RevisableMessage, first_version, is_new_to, revised
from watchdesk.inbox.dynamodb import long_bodies
from watchdesk.inbox.dynamodb.item_update import ItemUpdate
from watchdesk.inbox.dynamodb.message_item import (
    UNREADABLE,
    author_attributes,
    key_of,
    thread_attributes,
    version_item_of,
)

PROJECTION = "#version, #first_version, #edited_at, #state, #urgency, #deadline, #attention_at, #kind, #thread"
UNCHANGED_ATTRIBUTES = ("version", "state", "urgency", "deadline", "attention_at")
"""A revision is saved only if these are as they were read."""
ATTEMPTS = 5
"""An attempt fails only if somebody else changes this very message at the same moment."""


@dataclass(frozen=True, slots=True)
class MessageRevision:
    """One version of a stored message, as a poll has seen it."""

    table: Table
    seen: Message

    def store(self) -> bool:
        """Store the version, and return whether it is new.

        Raises Defect if the message is not stored, and TryLater if other writers always come first.
        """
        is_new = False
        for _ in range(ATTEMPTS):
            before = self._read()
            after = revised(before, self.seen)
            if after == before:
                return is_new
            is_new |= self._store_version(before)
            if self._save(before, after):
                return is_new
        raise TryLater("the message changes faster than it can be revised")

    def _read(self) -> RevisableMessage:
        item = self.table.get(key_of(self.seen.key), PROJECTION)
        if item is None:
            raise Defect("only a stored message can be revised")
        has_thread = "thread" in item or item.get("kind") != UNREADABLE
        return read(RevisableMessage, item | {"has_thread": has_thread})

    def _store_version(self, before: RevisableMessage) -> bool:
        """Store the version unless it is stored already, and return whether it is new to the message."""
        if self.seen.version == first_version(before):
            return False
        item = version_item_of(self.seen)
        try:
            long_bodies.put(self.table, item, self.seen.version, "attribute_not_exists(#pk)", return_item=True)
        except ConditionFailed as found:
            stored = found.item or item
            return is_new_to(before, datetime.fromisoformat(stored["edited_at"]))
        return True

    def _save(self, before: RevisableMessage, after: RevisableMessage) -> bool:
        """Update the message's own item, and return whether it was as it had been read."""
        becomes = self._attributes(after)
        if after.has_thread and not before.has_thread:
            becomes |= thread_attributes(self.seen.key.account, self.seen.body)
            becomes |= author_attributes(self.seen.body)
        update = ItemUpdate(self._attributes(before), becomes)
        update.require_unchanged(UNCHANGED_ATTRIBUTES)
        return update.save(self.table, key_of(self.seen.key))

    def _attributes(self, message: RevisableMessage) -> Item:
        facts = attributes(message, but=("attention_at", "has_thread"))
        if message.attention_at is None:
            return facts
        return facts | due_attributes(message.attention_at, shard_of(str(self.seen.key)))
