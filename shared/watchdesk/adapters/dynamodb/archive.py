"""The words of the `messages` table."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.adapters.dynamodb import parts
from watchdesk.adapters.dynamodb.message_item import VERSION, body_of, first_version, key_of, message_of
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.domain.message import Inbound, Message, MessageKey, Unreadable


@dataclass(frozen=True, slots=True)
class DynamoMessageArchive:
    """The port MessageArchive."""

    table: Table

    def message(self, key: MessageKey) -> Message | None:
        item = self.table.get(key_of(key))
        return None if item is None else message_of(parts.whole(self.table, item, first_version(item)))

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        values = {":pk": str(key), ":version": VERSION}
        found = self.table.query("#pk = :pk AND begins_with(#sk, :version)", values)
        in_order = sorted(found, key=lambda item: (item["edited_at"], item["sk"]))
        versions = [(item, item["sk"].removeprefix(VERSION)) for item in in_order]
        return [body_of(parts.whole(self.table, item, version), version) for item, version in versions]
