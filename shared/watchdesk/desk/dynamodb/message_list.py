"""Lists the messages of the `messages` table for the desk, without reading their words or authors."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import Item, instant, read
from watchdesk.aws.dynamodb.due_index import INDEX as ATTENTION
from watchdesk.aws.dynamodb.due_index import SHARDS
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_order import PageEnd
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.inbox.dynamodb.message_item import UNWRITTEN_DEFAULTS, WAITING, disposition_of, key_of, waiting_of
from watchdesk.inbox.dynamodb.threads import INDEX as THREAD

DISPOSED = "disposed"
STATUS_ATTRIBUTES = (
    "reason",
    "first_seen_at",
    "edited_at",
    "deleted_at",
    "overdue_at",
    "claimed_by",
    "claimed_at",
    "claim_expired_at",
    "disposed_at",
    "disposition",
    "attachments",
    "parts",
)
STATUS_PROJECTION = ", ".join(dict.fromkeys([*WAITING.split(", "), *(f"#{name}" for name in STATUS_ATTRIBUTES)]))
"""The desk may read only these of a message that nobody has opened. Of the attachments it shows the number."""


@dataclass(frozen=True, slots=True)
class DynamoMessageList:
    """Implements the port MessageList."""

    table: Table

    def due(self) -> Sequence[MessageKey]:
        items = (
            item
            for shard in SHARDS
            for item in self.table.query("#attention_shard = :shard", {":shard": shard}, index=ATTENTION)
        )
        return [MessageKey.parse(item["pk"]) for item in items]

    def statuses(self, keys: Collection[MessageKey]) -> Sequence[MessageStatus]:
        return sorted(self._read(map(key_of, keys)), key=lambda status: str(status.key))

    def disposed(self, account: AccountId, limit: int, after: PageEnd | None = None) -> Sequence[MessageStatus]:
        items = self.table.query(
            "#disposed_account = :account",
            {":account": account},
            index=DISPOSED,
            limit=limit,
            back_from=_disposed_key(account, after) if after else {},
        )
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in items]
        statuses = {str(status.key): status for status in self._read(keys)}
        return [statuses[key["pk"]] for key in keys if key["pk"] in statuses]

    def thread(self, key: MessageKey, limit: int) -> Sequence[MessageKey]:
        item = self.table.get(key_of(key), "#thread")
        if item is None or "thread" not in item:
            return []
        values = {":thread": item["thread"]}
        newest = self.table.query("#thread = :thread", values, index=THREAD, limit=limit + 1, back_from={})
        others = [other for item in newest if (other := MessageKey.parse(item["pk"])) != key]
        return others[:limit][::-1]

    def _read(self, keys: Iterable[Key]) -> Iterable[MessageStatus]:
        return map(status_of, self.table.get_all(keys, STATUS_PROJECTION))


def status_of(item: Item) -> MessageStatus:
    """Return the status that the attributes of STATUS_PROJECTION hold."""
    fields = {
        **UNWRITTEN_DEFAULTS,
        **item,
        "waiting": waiting_of(item),
        "received_at": item["first_seen_at"],
        "attachments": None if "parts" in item else len(item.get("attachments", ())),
        "disposition": disposition_of(item),
    }
    return read(MessageStatus, fields)


def _disposed_key(account: AccountId, page_end: PageEnd) -> Item:
    at, key = page_end
    return {"disposed_account": account, "disposed_at": instant(at), **key_of(key)}
