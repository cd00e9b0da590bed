"""The items of the `alerts` table that hold a person's pager, its entries and its texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.domain.alert_changes import change_to_due
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.pager_entry import PagerEntry, RateLimitClass
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.dynamodb.alert_item import alert_update, event_put, notification_key
from watchdesk.alerting.dynamodb.change_update import update_of
from watchdesk.aws.dynamodb.codec import Item, attributes, instant, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.aws.dynamodb.transaction import Delete, Put, Update
from watchdesk.register.domain.person import PersonId

T = TypeVar("T")

SHARD = "pagers"
"""The shard of the attention index for pagers. Alerts have other shards, so neither list shows the other."""
PERSON = "person#"
WANTED = "wanted#"
TEXT = "text#"
AFTER_ALL_TEXTS = f"{TEXT}~"
STORED_NAMES = {"entries": "pages", "limit_class": "lane"}
"""The fields of a text whose attributes have other names in the table."""
FIELD_NAMES = {stored: field for field, stored in STORED_NAMES.items()}
CHUNK = 20
"""How many entries one transaction changes. Each needs up to four of the hundred items that are allowed."""


def person_pk(person: PersonId) -> str:
    return f"{PERSON}{person}"


def pager_key(person: PersonId) -> Key:
    return {"pk": person_pk(person), "sk": "pager"}


def wanted_key(person: PersonId, entry: PagerEntry) -> Key:
    return {"pk": person_pk(person), "sk": f"{WANTED}{entry.alert}#{entry.kind}#{entry.n:07}"}


def wanted_item(person: PersonId, entry: PagerEntry) -> Item:
    return {**wanted_key(person, entry), **attributes(entry)}


def entry_of(item: Mapping[str, Any]) -> PagerEntry:
    return read(PagerEntry, item)


def text_key(person: PersonId, at: datetime, limit_class: RateLimitClass) -> Key:
    return {"pk": person_pk(person), "sk": f"{TEXT}{instant(at)}#{limit_class}"}


def text_item(person: PersonId, text: Text) -> Item:
    stored = {STORED_NAMES.get(name, name): value for name, value in attributes(text).items()}
    return {**text_key(person, text.at, text.limit_class), **stored}


def text_of(item: Mapping[str, Any]) -> Text:
    return read(Text, {FIELD_NAMES.get(name, name): value for name, value in item.items()})


def receipt_key(provider_id: str) -> Key:
    return {"pk": f"receipt#{provider_id}", "sk": "receipt"}


def entry_added(person: PersonId, now: datetime) -> Update:
    """Return the update that counts one more entry and makes the pager due now.

    It is also due while a run holds it. That run sees the higher count when it lets the pager rest.
    """
    return Update(
        pager_key(person),
        "SET #attention_shard = :shard, #attention_at = :now ADD #wants :one",
        "",
        {":shard": SHARD, ":now": instant(now), ":one": 1},
    )


def pager_update(person: PersonId, change: Change) -> Update:
    """Return the update of the pager, which keeps it on the due list exactly while it has an attention time."""
    fields = dict(change.fields)
    if "attention_at" in fields:
        fields["attention_shard"] = SHARD if fields["attention_at"] else None
    return update_of(pager_key(person), replace(change, fields=fields))


def entry_delete(person: PersonId, entry: PagerEntry) -> Delete:
    return Delete(wanted_key(person, entry))


def notification_update(entry: PagerEntry, change: Change) -> Update:
    return update_of(notification_key(entry.alert, entry.n), change)


def entry_events(entries: Iterable[PagerEntry], event: AlertEvent) -> list[Put]:
    """Return the puts of the event in the history of each alert of these entries, once for each alert."""
    return [event_put(alert, event) for alert in dict.fromkeys(entry.alert for entry in entries)]


def make_due(table: Table, alert: AlertId, now: datetime) -> None:
    """Make an open alert due at once. A run that holds it loses it, because the next run knows more."""
    update = alert_update(alert, change_to_due(now))
    try:
        table.update(update.key, update.change, update.condition, update.values)
    except ConditionFailed:
        return


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
