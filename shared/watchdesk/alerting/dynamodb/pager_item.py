"""How a person's pager, the entries wanted of them and the texts that told them lie in the `alerts` table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from watchdesk.alerting.domain.alert import AlertEvent, AlertId, AlertState
from watchdesk.alerting.domain.pager import EntryKind, PagerEntry, RateLimitClass, Text
from watchdesk.alerting.dynamodb.alert_item import alert_key, event_put, notification_key
from watchdesk.aws.dynamodb.codec import Item, attributes, instant, plain, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.aws.dynamodb.transaction import Delete, Put, Update
from watchdesk.register.domain.person import PersonId

T = TypeVar("T")

SHARD = "pagers"
"""Of the attention index, beside the alerts' own: neither ever finds the other."""
PERSON = "person#"
WANTED = "wanted#"
TEXT = "text#"
BEHIND_EVERY_TEXT = f"{TEXT}~"
STORED_NAMES = {"entries": "pages", "limit_class": "lane"}
"""The fields of a text whose attributes have other names in the table."""
FIELD_NAMES = {stored: field for field, stored in STORED_NAMES.items()}
CHUNK = 20
"""How many entries one transaction changes: at most four items for each, of a hundred in all."""


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


def due_now(person: PersonId, now: datetime) -> Update:
    """Looked at now, also if a run holds it: when that run lets it rest, it finds that there is more."""
    return Update(
        pager_key(person),
        "SET #attention_shard = :shard, #attention_at = :now ADD #wants :one",
        "",
        {":shard": SHARD, ":now": instant(now), ":one": 1},
    )


def entry_delete(person: PersonId, entry: PagerEntry) -> Delete:
    return Delete(wanted_key(person, entry))


def notification_update(entry: PagerEntry, **values: Any) -> Update:  # noqa: ANN401  any values of its fields
    """Set these fields; None takes one out."""
    kept = {name: plain(value) for name, value in values.items() if value is not None}
    gone = [name for name, value in values.items() if value is None]
    change = "SET " + ", ".join(f"#{name} = :{name}" for name in kept)
    change += " REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else ""
    return Update(notification_key(entry.alert, entry.n), change, "", {f":{name}": kept[name] for name in kept})


def noted(entries: Iterable[PagerEntry], event: AlertEvent) -> list[Put]:
    """The event in the history of each alert of these entries, once."""
    return [event_put(alert, event) for alert in dict.fromkeys(entry.alert for entry in entries)]


def make_due(table: Table, alert: AlertId, now: datetime) -> None:
    """Make an open alert due at once. A run that holds it loses it, as it knows less than the next one will."""
    try:
        table.update(
            alert_key(alert),
            "SET #attention_at = :now REMOVE #lease",
            "#state = :open",
            {":now": instant(now), ":open": AlertState.OPEN.value},
        )
    except ConditionFailed:
        return


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def asks_for_answer(entry: PagerEntry) -> bool:
    return entry.kind is EntryKind.ALERT
