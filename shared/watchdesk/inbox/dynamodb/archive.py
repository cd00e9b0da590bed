"""The bodies in the `messages` table."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import Inbound, Message, MessageKey, Unreadable
from watchdesk.inbox.dynamodb import long_bodies
from watchdesk.inbox.dynamodb.message_item import VERSION, body_of, first_version, key_of, message_of


@dataclass(frozen=True, slots=True)
class DynamoMessageArchive:
    """The port MessageArchive on DynamoDB."""

    table: Table

    def message(self, key: MessageKey) -> Message | None:
        item = self.table.get(key_of(key))
        return None if item is None else message_of(long_bodies.whole(self.table, item, first_version(item)))

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        values = {":pk": str(key), ":version": VERSION}
        found = self.table.query("#pk = :pk AND begins_with(#sk, :version)", values)
        in_order = sorted(found, key=lambda item: (item["edited_at"], item["sk"]))
        versions = [(item, item["sk"].removeprefix(VERSION)) for item in in_order]
        return [body_of(long_bodies.whole(self.table, item, version), version) for item, version in versions]
