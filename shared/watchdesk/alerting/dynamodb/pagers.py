"""The `alerts` table: the pager of each person and its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_changes import required_to_text
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.notification_changes import emailed
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_changes import change_by_release, change_by_rest
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.dynamodb.alert_item import alert_key, event_put, notification_item, notification_key
from watchdesk.alerting.dynamodb.change_update import check_of, update_of
from watchdesk.alerting.dynamodb.pager_item import (
    AFTER_ALL_TEXTS,
    PERSON,
    SHARD,
    TEXT,
    WANTED,
    entry_added,
    entry_of,
    pager_key,
    pager_update,
    person_pk,
    text_of,
    wanted_item,
)
from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table, Values
from watchdesk.aws.dynamodb.transaction import Put, transact_write
from watchdesk.register.domain.person import PersonId

IS_NEW = "attribute_not_exists(#pk)"
IS_FREE = "#attention_at <= :now AND (attribute_not_exists(#lease) OR #lease_until <= :now)"


@dataclass(frozen=True, slots=True)
class DynamoPagerRequests:
    """The ports PagerRequests and SecondChannelLog."""

    table: Table

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        person, entry = notification.person, PagerEntry.of(alert, now, n=notification.n)
        return transact_write(
            self.table,
            check_of(alert_key(alert.id), required_to_text(alert)),
            Put(notification_item(alert.id, notification), IS_NEW),
            Put(wanted_item(person, entry)),
            entry_added(person, now),
        )

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        entry = PagerEntry.of(alert, now, kind=PagerEntryKind.FOLLOW_UP)
        # Each acknowledgement is told once, however often that is requested.
        news = {"pk": person_pk(person), "sk": f"news#{alert.id}#{instant(alert.acknowledged_at or now)}"}
        transact_write(self.table, Put(news, IS_NEW), Put(wanted_item(person, entry)), entry_added(person, now))

    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        update = update_of(notification_key(alert, notification.n), emailed(now))
        event = AlertEvent(at=now, kind=EventKind.EMAILED, about=notification.person)
        transact_write(self.table, update, event_put(alert, event))


@dataclass(frozen=True, slots=True)
class DynamoPagerQueue:
    """The port PagerQueue. A lease has an end of its own, because entries change the attention time meanwhile."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        keys = due_index.due_keys(self.table, now, shards=(SHARD,), limit=limit)
        return [PersonId(key["pk"].removeprefix(PERSON)) for key in keys]

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        item = self._leased(person, lease, now, until)
        if item is None:
            return None
        since = {":since": f"{TEXT}{instant(now - LONGEST_WINDOW)}", ":behind": AFTER_ALL_TEXTS}
        tried = self._items_of(person, "#sk BETWEEN :since AND :behind", since)
        return Pager(
            person=person,
            lease=lease,
            wants=int(item.get("wants", 0)),
            wanted=tuple(map(entry_of, self._items_of(person, "begins_with(#sk, :wanted)", {":wanted": WANTED}))),
            tried=tuple(map(text_of, tried)),
            in_hand=self._in_hand(person, item),
        )

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        is_done = self._try(pager.person, change_by_rest(pager, look))
        if not is_done:
            self._try(pager.person, change_by_release(pager, now))
        return is_done

    def _leased(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Item | None:
        try:
            return self.table.update(
                pager_key(person),
                "SET #lease = :lease, #lease_until = :until, #attention_at = :until",
                IS_FREE,
                {":lease": lease, ":until": instant(until), ":now": instant(now)},
                return_item=True,
            )
        except ConditionFailed as failed:
            # The answer to our own first try may have been lost, and boto3 tried again.
            return failed.item if failed.item is not None and failed.item.get("lease") == lease else None

    def _in_hand(self, person: PersonId, item: Item) -> Text | None:
        if "in_hand" not in item:
            return None
        found = self.table.get({"pk": person_pk(person), "sk": item["in_hand"]})
        text = text_of(found) if found else None
        return None if text is None or text.is_settled else text

    def _items_of(self, person: PersonId, where: str, values: Values) -> list[Item]:
        return list(self.table.query(f"#pk = :person AND {where}", {":person": person_pk(person), **values}))

    def _try(self, person: PersonId, change: Change) -> bool:
        update = pager_update(person, change)
        try:
            self.table.update(update.key, update.change, update.condition, update.values)
        except ConditionFailed:
            return False
        return True
