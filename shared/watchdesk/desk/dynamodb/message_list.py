"""The `messages` table as the desk lists it: never a word, and never more than was asked for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import Item, instant, read
from watchdesk.aws.dynamodb.due_index import INDEX as ATTENTION
from watchdesk.aws.dynamodb.due_index import SHARDS
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import PageEnd
from watchdesk.inbox.dynamodb.message_item import COMMONEST, WAITING, disposition_of, key_of, waiting_of
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
"""What the desk may read of a message that nobody opens; of its attachments only the number goes on."""


@dataclass(frozen=True, slots=True)
class DynamoMessageList:
    """The port MessageList."""

    table: Table

    def due(self) -> Sequence[MessageKey]:
        listed = (
            item
            for shard in SHARDS
            for item in self.table.query("#attention_shard = :shard", {":shard": shard}, index=ATTENTION)
        )
        return [MessageKey.parse(item["pk"]) for item in listed]

    def statuses(self, keys: Collection[MessageKey]) -> Sequence[MessageStatus]:
        return sorted(self._read(map(key_of, keys)), key=lambda each: str(each.key))

    def disposed(self, account: AccountId, limit: int, after: PageEnd | None = None) -> Sequence[MessageStatus]:
        found = self.table.query(
            "#disposed_account = :account",
            {":account": account},
            index=DISPOSED,
            limit=limit,
            back_from=_place(account, after) if after else {},
        )
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in found]
        statuses = {str(each.key): each for each in self._read(keys)}
        return [statuses[key["pk"]] for key in keys if key["pk"] in statuses]

    def thread(self, key: MessageKey, limit: int) -> Sequence[MessageKey]:
        item = self.table.get(key_of(key), "#thread")
        if item is None or "thread" not in item:
            return []
        values = {":thread": item["thread"]}
        newest = self.table.query("#thread = :thread", values, index=THREAD, limit=limit + 1, back_from={})
        others = [found for each in newest if (found := MessageKey.parse(each["pk"])) != key]
        return others[:limit][::-1]

    def _read(self, keys: Iterable[Key]) -> Iterable[MessageStatus]:
        return map(standing_of, self.table.get_all(keys, STATUS_PROJECTION))


def standing_of(item: Item) -> MessageStatus:
    """Out of the attributes that STATUS_PROJECTION names."""
    known = {
        **COMMONEST,
        **item,
        "waiting": waiting_of(item),
        "received_at": item["first_seen_at"],
        "attachments": None if "parts" in item else len(item.get("attachments", ())),
        "disposition": disposition_of(item),
    }
    return read(MessageStatus, known)


def _place(account: AccountId, after: PageEnd) -> Item:
    at, key = after
    return {"disposed_account": account, "disposed_at": instant(at), **key_of(key)}
