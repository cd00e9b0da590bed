"""Scans of whole tables. They find the items that the indexes do not show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
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

SCANNED_ATTRIBUTES = f"{WAITING}, #attention_shard"
POSITION = {"pk": "audit#round"}
"""The partition key of all positions. It collides with no account, because no account's id holds a `#`."""


@dataclass(frozen=True, slots=True)
class DynamoMessageTableScan:
    """The port MessageTableScan."""

    table: Table

    def page(self, after: str | None) -> tuple[Sequence[ScannedMessage], str | None]:
        values = {":message": MESSAGE, ":disposed": MessageState.DISPOSED.value}
        where = "#sk = :message AND #state <> :disposed"
        items, last = self.table.scan(where, values, SCANNED_ATTRIBUTES, _key_at(after))
        return list(map(_scanned_message, items)), _position_text(last)

    def read(self, keys: Sequence[MessageKey]) -> Sequence[ScannedMessage]:
        found = self.table.get_all(map(key_of, keys), SCANNED_ATTRIBUTES)
        return sorted(map(_scanned_message, found), key=lambda scanned: str(scanned.waiting.key))

    def restore(self, waiting: WaitingMessage, now: datetime) -> bool:
        same = ["#state = :state"]
        values: dict[str, str] = {":state": waiting.state.value}
        for name, was in _state_when_read(waiting).items():
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
        items, last = self.table.scan("#sk = :alert AND #state <> :resolved", values, "", _key_at(after))
        return [ScannedAlert(alert_of(item), _is_on_due_index(item)) for item in items], _position_text(last)

    def wake(self, alert: Alert, now: datetime) -> bool:
        woken = Update(
            alert_key(alert.id),
            # An acknowledged alert that has lost only its shard stays acknowledged until its own time.
            "SET #attention_at = if_not_exists(#attention_at, :now), #attention_shard = :shard",
            "#state <> :resolved AND "
            "(attribute_not_exists(#attention_at) OR attribute_not_exists(#attention_shard) "
            "OR #attention_shard <> :shard)",
            {":now": instant(now), ":shard": shard_of(alert.id), ":resolved": AlertState.RESOLVED.value},
        )
        return transact_write(self.table, woken, event_put(alert.id, AlertEvent(at=now, kind=EventKind.RESTORED)))


@dataclass(frozen=True, slots=True)
class DynamoScanPositions:
    """The port ScanPositions, in the `watch` table.

    If two runs overlap, the later write wins. Then pages are read twice, but no message is left out.
    """

    table: Table

    def load(self, name: str) -> ScanPosition | None:
        item = self.table.get({**POSITION, "sk": name})
        return read(ScanPosition, item) if item else None

    def save(self, name: str, position: ScanPosition) -> None:
        self.table.put({**POSITION, "sk": name, **attributes(position)})


def _scanned_message(item: Item) -> ScannedMessage:
    return ScannedMessage(waiting_of(item), _is_on_due_index(item))


def _is_on_due_index(item: Item) -> bool:
    return "attention_at" in item and item.get("attention_shard") == shard_of(item["pk"])


def _state_when_read(waiting: WaitingMessage) -> "Mapping[str, str | None]":
    at = waiting.attention_at
    return {"attention_at": instant(at) if at else None, "alert": waiting.alert}


def _key_at(after: str | None) -> Item | None:
    return json.loads(after) if after else None


def _position_text(key: Item | None) -> str | None:
    return json.dumps(key) if key else None
