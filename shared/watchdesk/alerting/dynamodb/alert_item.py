"""The items of the `alerts` table that hold an alert and all that belongs to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.dynamodb.change_update import update_of
from watchdesk.aws.dynamodb.codec import Item, instant, plain, read
from watchdesk.aws.dynamodb.due_index import due_attributes, shard_of
from watchdesk.aws.dynamodb.table import Key
from watchdesk.aws.dynamodb.transaction import Put, Update
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup

ALERT = "alert"
MEMBER = "member#"
NOTIFICATION = "notification#"
EVENT = "event#"
MAX_EVENTS = 90


def alert_key(alert: AlertId) -> Key:
    return {"pk": alert, "sk": ALERT}


def alert_item(alert: Alert) -> Item:
    """Return the item with every field, also those with default values, because conditions name them."""
    at = alert.attention_at
    return {**alert_key(alert.id), **_fields(alert), **(due_attributes(at, shard_of(alert.id)) if at else {})}


def alert_of(item: Mapping[str, Any]) -> Alert:
    return read(Alert, {**item, "id": item["pk"]})


def slot_key(account: AccountId, group: AlertGroup) -> Key:
    return {"pk": f"slot#{account}#{group}", "sk": "slot"}


def take_slot(alert: Alert) -> Put:
    held = {**slot_key(alert.account, alert.group), "held_by": alert.id}
    return Put(held, "attribute_not_exists(#held_by)")


def leave_slot(before: Alert, after: Alert) -> list[Update]:
    """Return the update that empties the slot, if the change gives it up.

    An alert that was reopened holds no slot. An emptied slot stays, because this table deletes no item of alerts.
    """
    if not before.holds_slot or after.holds_slot:
        return []
    key = slot_key(before.account, before.group)
    return [Update(key, "REMOVE #held_by", "#held_by = :alert", {":alert": before.id})]


def alert_update(alert: AlertId, change: Change) -> Update:
    """Return the update of the alert, which keeps it on the due list exactly while it has an attention time."""
    fields = dict(change.fields)
    if "attention_at" in fields:
        fields["attention_shard"] = shard_of(alert) if fields["attention_at"] else None
    if "answered_by" in fields:
        fields["answered_by"] = fields["answered_by"] or None
    return update_of(alert_key(alert), replace(change, fields=fields))


def member_puts(alert: AlertId, members: Collection[MessageKey], now: datetime) -> list[Put]:
    return [Put({"pk": alert, "sk": f"{MEMBER}{key}", "joined_at": instant(now)}) for key in sorted(set(members))]


def member_of(item: Mapping[str, Any]) -> MessageKey:
    return MessageKey.parse(item["sk"].removeprefix(MEMBER))


def notification_key(alert: AlertId, n: int) -> Key:
    """Return the key of a notification. Its number has seven digits, so notifications sort in their order."""
    return {"pk": alert, "sk": f"{NOTIFICATION}{n:07}"}


def notification_item(alert: AlertId, notification: Notification) -> Item:
    return {**notification_key(alert, notification.n), **_fields(notification)}


def notification_of(item: Mapping[str, Any]) -> Notification:
    return read(Notification, item)


def event_put(alert: AlertId, event: AlertEvent) -> Put:
    sk = f"{EVENT}{instant(event.at)}#{event.kind}#{event.about}"
    return Put({"pk": alert, "sk": sk, **_fields(event)})


def event_puts(alert: AlertId, events: Iterable[AlertEvent]) -> list[Put]:
    """Return the puts of these events without repetitions, at most MAX_EVENTS for one transaction."""
    return [event_put(alert, event) for event in list(dict.fromkeys(events))[:MAX_EVENTS]]


def event_of(item: Mapping[str, Any]) -> AlertEvent:
    return read(AlertEvent, item)


def _fields(value: Alert | Notification | AlertEvent) -> Item:
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "id"}
    return {name: plain(each) for name, each in held.items() if each is not None}
