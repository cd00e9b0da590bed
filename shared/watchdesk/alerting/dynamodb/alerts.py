"""The `alerts` table: alerts that a sweep opens, and alerts that an escalation holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_changes import change_by_holder
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind, membership_event
from watchdesk.alerting.dynamodb.alert_item import (
    alert_item,
    alert_key,
    alert_of,
    alert_update,
    event_put,
    event_puts,
    leave_slot,
    member_puts,
    slot_key,
    take_slot,
)
from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup


@dataclass(frozen=True, slots=True)
class DynamoOpenAlerts:
    """The port OpenAlerts. One slot item for each account and group names the open alert."""

    table: Table

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        slot = self.table.get(slot_key(account, group)) or {}
        return AlertId(slot["held_by"]) if "held_by" in slot else None

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        opened = membership_event(alert.opened_at, EventKind.OPENED, members)
        return transact_write(
            self.table,
            take_slot(alert),
            Put(alert_item(alert), "attribute_not_exists(#pk)"),
            *member_puts(alert.id, members, alert.opened_at),
            event_put(alert.id, opened),
        )

    def join(self, alert: AlertId, members: Collection[MessageKey], now: datetime) -> bool:
        values = {":one": 1, ":open": AlertState.OPEN.value}
        return transact_write(
            self.table,
            Update(alert_key(alert), "SET #joins = #joins + :one", "#state = :open", values),
            *member_puts(alert, members, now),
            event_put(alert, membership_event(now, EventKind.JOINED, members)),
        )


@dataclass(frozen=True, slots=True)
class DynamoAlertQueue:
    """The port AlertQueue. A lease moves the attention time, so an alert that is held is not due."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[AlertId]:
        return [AlertId(key["pk"]) for key in due_index.due_keys(self.table, now, limit=limit)]

    def lease(self, alert: AlertId, lease: str, now: datetime, until: datetime) -> Alert | None:
        try:
            item = self.table.update(
                alert_key(alert),
                "SET #lease = :lease, #attention_at = :until",
                "#attention_at <= :now",
                {":lease": lease, ":now": instant(now), ":until": instant(until)},
                return_item=True,
            )
        except ConditionFailed as failed:
            if failed.item is None or failed.item.get("lease") != lease:
                return None
            # The answer to our own first try was lost, and boto3 has tried again.
            item = failed.item
        return alert_of(item)

    def save(self, before: Alert, after: Alert, *events: AlertEvent) -> bool:
        change = change_by_holder(before, after)
        if change is None:
            return False
        return transact_write(
            self.table,
            alert_update(before.id, change),
            *leave_slot(before, after),
            *event_puts(before.id, events),
        )
