"""The auditor's rounds through whole tables: what the indexes do not show, the items do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertState, EventKind
from watchdesk.alerting.dynamodb.alert_item import ALERT, alert_key, alert_of, event_put
from watchdesk.aws.dynamodb.codec import Item, attributes, instant, read
from watchdesk.aws.dynamodb.due_index import shard_of
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Update, transact_write
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.dynamodb.message_item import MESSAGE, WAITING, key_of, waiting_of
from watchdesk.oversight.ports import ScannedAlert, ScannedMessage, ScanPosition

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTED = f"{WAITING}, #attention_shard"
ROUND = {"pk": "audit#round"}
"""In the `watch` table. No account's id holds a `#`."""


@dataclass(frozen=True, slots=True)
class DynamoMessageTableScan:
    """The port MessageTableScan."""

    table: Table

    def page(self, after: str | None) -> tuple[Sequence[ScannedMessage], str | None]:
        values = {":message": MESSAGE, ":disposed": MessageState.DISPOSED.value}
        items, last = self.table.scan("#sk = :message AND #state <> :disposed", values, LISTED, _key(after))
        return list(map(_listed, items)), _text(last)

    def read(self, keys: Sequence[MessageKey]) -> Sequence[ScannedMessage]:
        found = self.table.get_all(map(key_of, keys), LISTED)
        return sorted(map(_listed, found), key=lambda each: str(each.waiting.key))

    def restore(self, waiting: WaitingMessage, now: datetime) -> bool:
        same = ["#state = :state"]
        values: dict[str, str] = {":state": waiting.state.value}
        for name, was in _stood(waiting).items():
            same.append(f"#{name} = :was_{name}" if was else f"attribute_not_exists(#{name})")
            values |= {f":was_{name}": was} if was else {}
        values |= {":now": instant(now), ":shard": shard_of(str(waiting.key))}
        change = "SET #attention_at = :now, #attention_shard = :shard, #restored_at = :now"
        try:
            self.table.update(key_of(waiting.key), change, " AND ".join(same), values)
        except ConditionFailed:
            return False
        return True


@dataclass(frozen=True, slots=True)
class DynamoAlertTableScan:
    """The port AlertTableScan."""

    table: Table

    def page(self, after: str | None) -> tuple[Sequence[ScannedAlert], str | None]:
        values = {":alert": ALERT, ":resolved": AlertState.RESOLVED.value}
        items, last = self.table.scan("#sk = :alert AND #state <> :resolved", values, "", _key(after))
        return [ScannedAlert(alert_of(item), _is_on_list(item)) for item in items], _text(last)

    def wake(self, alert: Alert, now: datetime) -> bool:
        woken = Update(
            alert_key(alert.id),
            # An acknowledgement that has lost its shard alone still holds until its own time.
            "SET #attention_at = if_not_exists(#attention_at, :now), #attention_shard = :shard",
            "#state <> :resolved AND "
            "(attribute_not_exists(#attention_at) OR attribute_not_exists(#attention_shard) "
            "OR #attention_shard <> :shard)",
            {":now": instant(now), ":shard": shard_of(alert.id), ":resolved": AlertState.RESOLVED.value},
        )
        return transact_write(self.table, woken, event_put(alert.id, AlertEvent(at=now, kind=EventKind.RESTORED)))


@dataclass(frozen=True, slots=True)
class DynamoScanPositions:
    """The port ScanPositions, in the `watch` table. What an overtaken run writes costs pages, never a message."""

    table: Table

    def place(self, name: str) -> ScanPosition | None:
        item = self.table.get({**ROUND, "sk": name})
        return read(ScanPosition, item) if item else None

    def keep(self, name: str, place: ScanPosition) -> None:
        self.table.put({**ROUND, "sk": name, **attributes(place)})


def _listed(item: Item) -> ScannedMessage:
    return ScannedMessage(waiting_of(item), _is_on_list(item))


def _is_on_list(item: Item) -> bool:
    return "attention_at" in item and item.get("attention_shard") == shard_of(item["pk"])


def _stood(waiting: WaitingMessage) -> "Mapping[str, str | None]":
    at = waiting.attention_at
    return {"attention_at": instant(at) if at else None, "alert": waiting.alert}


def _key(after: str | None) -> Item | None:
    return json.loads(after) if after else None


def _text(key: Item | None) -> str | None:
    return json.dumps(key) if key else None
