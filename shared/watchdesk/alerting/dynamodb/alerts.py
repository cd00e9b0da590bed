"""The `alerts` table: what a sweep opens and joins, and what an escalation leases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.dynamodb.alert_item import (
    alert_item,
    alert_key,
    alert_of,
    event_put,
    event_puts,
    leave_slot,
    member_puts,
    membership,
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

LEASED = "#lease = :lease AND #state = :state"


@dataclass(frozen=True, slots=True)
class DynamoOpenAlerts:
    """The port OpenAlerts. A slot item per account and group names the one open alert."""

    table: Table

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        slot = self.table.get(slot_key(account, group)) or {}
        return AlertId(slot["held_by"]) if "held_by" in slot else None

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        opened = membership(alert.opened_at, EventKind.OPENED, members)
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
            event_put(alert, membership(now, EventKind.JOINED, members)),
        )


@dataclass(frozen=True, slots=True)
class DynamoAlertQueue:
    """The port AlertQueue. The lease is the attention time itself: a leased alert is not due."""

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
            # The answer to our own first try was lost, and boto3 tried again.
            item = failed.item
        return alert_of(item)

    def reopen(self, alert: Alert, now: datetime) -> Alert | None:
        step = alert.step + 1
        event = AlertEvent(at=now, kind=EventKind.REOPENED, about=alert.acknowledged_by or "")
        reopened = Update(
            alert_key(alert.id),
            "SET #state = :open, #step = :step, #climbs_from = :step "
            "REMOVE #answered_by, #acknowledged_by, #acknowledged_at",
            LEASED,
            {
                ":open": AlertState.OPEN.value,
                ":step": step,
                ":lease": alert.lease,
                ":state": AlertState.ACKNOWLEDGED.value,
            },
        )
        if not transact_write(self.table, reopened, event_put(alert.id, event)):
            return None
        return replace(
            alert,
            state=AlertState.OPEN,
            step=step,
            climbs_from=step,
            answered_by=(),
            acknowledged_by=None,
            acknowledged_at=None,
        )

    def move_on(self, alert: Alert, look: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        moved = Update(
            alert_key(alert.id),
            "SET #step = :step, #climbs_from = :climbs_from, #attention_at = :look REMOVE #lease",
            LEASED,
            {
                ":step": alert.step,
                ":climbs_from": alert.climbs_from,
                ":look": instant(look),
                ":lease": alert.lease,
                ":state": AlertState.OPEN.value,
            },
        )
        return transact_write(self.table, moved, *event_puts(alert.id, events))

    def resolve(self, alert: Alert, now: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        resolved = Update(
            alert_key(alert.id),
            "SET #state = :resolved, #resolved_at = :now, #holds_slot = :no "
            "REMOVE #lease, #attention_at, #attention_shard",
            "#lease = :lease AND #joins = :joins",
            {
                ":resolved": AlertState.RESOLVED.value,
                ":now": instant(now),
                ":no": False,
                ":lease": alert.lease,
                ":joins": alert.joins,
            },
        )
        history = (*events, AlertEvent(at=now, kind=EventKind.RESOLVED))
        return transact_write(self.table, resolved, *leave_slot(alert), *event_puts(alert.id, history))
