"""How an alert and all that belongs to it lie in the `alerts` table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import Notification
from watchdesk.aws.dynamodb.codec import Item, instant, plain, read
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import Key
from watchdesk.aws.dynamodb.transaction import Put, Update
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

ALERT = "alert"
MEMBER = "member#"
NOTIFICATION = "notification#"
EVENT = "event#"
MOST_EVENTS = 90


def alert_key(alert: AlertId) -> Key:
    return {"pk": alert, "sk": ALERT}


def alert_item(alert: Alert) -> Item:
    """Every field, defaults too: conditions are about them."""
    at = alert.attention_at
    return {**alert_key(alert.id), **_fields(alert), **(due_attributes(at, shard_of(alert.id)) if at else {})}


def alert_of(item: Mapping[str, Any]) -> Alert:
    return read(Alert, {**item, "id": item["pk"]})


def slot_key(account: AccountId, group: AlertGroup) -> Key:
    return {"pk": f"slot#{account}#{group}", "sk": "slot"}


def take_slot(alert: Alert) -> Put:
    held = {**slot_key(alert.account, alert.group), "held_by": alert.id}
    return Put(held, "attribute_not_exists(#held_by)")


def leave_slot(alert: Alert) -> list[Update]:
    """Nothing, for an alert that was reopened and holds none. An emptied slot stays: this table loses no item."""
    if not alert.holds_slot:
        return []
    key = slot_key(alert.account, alert.group)
    return [Update(key, "REMOVE #held_by", "#held_by = :alert", {":alert": alert.id})]


def acknowledged(alert: Alert, person: PersonId, now: datetime, until: datetime) -> list[Update]:
    """Taken by this person if it is open, and its slot left, so that a message overdue later opens a new alert."""
    taken = Update(
        alert_key(alert.id),
        "SET #state = :acknowledged, #acknowledged_by = :person, #acknowledged_at = :now, "
        "#attention_at = :until, #holds_slot = :no REMOVE #lease",
        "#state = :open",
        {
            ":acknowledged": AlertState.ACKNOWLEDGED.value,
            ":person": person,
            ":now": instant(now),
            ":until": instant(until),
            ":no": False,
            ":open": AlertState.OPEN.value,
        },
    )
    return [taken, *leave_slot(alert)]


def member_puts(alert: AlertId, members: Collection[MessageKey], now: datetime) -> list[Put]:
    return [Put({"pk": alert, "sk": f"{MEMBER}{key}", "joined_at": instant(now)}) for key in sorted(set(members))]


def member_of(item: Mapping[str, Any]) -> MessageKey:
    return MessageKey.parse(item["sk"].removeprefix(MEMBER))


def notification_key(alert: AlertId, n: int) -> Key:
    """Seven digits, so that they sort as they were sent."""
    return {"pk": alert, "sk": f"{NOTIFICATION}{n:07}"}


def notification_item(alert: AlertId, notification: Notification) -> Item:
    return {**notification_key(alert, notification.n), **_fields(notification)}


def notification_of(item: Mapping[str, Any]) -> Notification:
    return read(Notification, item)


def event_put(alert: AlertId, event: AlertEvent) -> Put:
    sk = f"{EVENT}{instant(event.at)}#{event.kind}#{event.about}"
    return Put({"pk": alert, "sk": sk, **_fields(event)})


def event_puts(alert: AlertId, events: Iterable[AlertEvent]) -> list[Put]:
    """Each once, and no more than go into one transaction beside what they tell of."""
    return [event_put(alert, event) for event in list(dict.fromkeys(events))[:MOST_EVENTS]]


def membership(at: datetime, kind: EventKind, members: Collection[MessageKey]) -> AlertEvent:
    return AlertEvent(at=at, kind=kind, about=str(min(members, default="")), messages=len(set(members)))


def event_of(item: Mapping[str, Any]) -> AlertEvent:
    return read(AlertEvent, item)


def _fields(value: Alert | Notification | AlertEvent) -> Item:
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "id"}
    return {name: plain(each) for name, each in held.items() if each is not None}
