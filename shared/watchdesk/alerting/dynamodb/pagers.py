"""The `alerts` table: the pagers, one per person, and the entries wanted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.pager import EntryKind, Pager, PagerEntry, Text
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW
from watchdesk.alerting.dynamodb.alert_item import alert_key, event_put, notification_item, notification_key
from watchdesk.alerting.dynamodb.alerts import LEASED
from watchdesk.alerting.dynamodb.pager_item import (
    BEHIND_EVERY_TEXT,
    PERSON,
    SHARD,
    TEXT,
    WANTED,
    due_now,
    entry_of,
    pager_key,
    person_pk,
    text_of,
    wanted_item,
)
from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table, Values
from watchdesk.aws.dynamodb.transaction import ConditionCheck, Put, Update, transact_write
from watchdesk.register.domain.person import PersonId

NEW = "attribute_not_exists(#pk)"
FREE = "#attention_at <= :now AND (attribute_not_exists(#lease) OR #lease_until <= :now)"


@dataclass(frozen=True, slots=True)
class DynamoPagerRequests:
    """The ports PagerRequests and SecondChannelLog."""

    table: Table

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        ours = {":lease": alert.lease, ":state": AlertState.OPEN.value}
        person, entry = notification.person, PagerEntry.of(alert, now, n=notification.n)
        return transact_write(
            self.table,
            ConditionCheck(alert_key(alert.id), LEASED, ours),
            Put(notification_item(alert.id, notification), NEW),
            Put(wanted_item(person, entry)),
            due_now(person, now),
        )

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        entry = PagerEntry.of(alert, now, kind=EntryKind.FOLLOW_UP)
        # What they are to be told is that one acknowledgement: told once, however often it is asked for.
        news = {"pk": person_pk(person), "sk": f"news#{alert.id}#{instant(alert.acknowledged_at or now)}"}
        transact_write(self.table, Put(news, NEW), Put(wanted_item(person, entry)), due_now(person, now))

    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        key = notification_key(alert, notification.n)
        emailed = Update(key, "SET #emailed_at = :now", "", {":now": instant(now)})
        event = AlertEvent(at=now, kind=EventKind.EMAILED, about=notification.person)
        transact_write(self.table, emailed, event_put(alert, event))


@dataclass(frozen=True, slots=True)
class DynamoPagerQueue:
    """The port PagerQueue. Unlike an alert's, a lease is not the attention time: entries come in meanwhile."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        keys = due_index.due_keys(self.table, now, shards=(SHARD,), limit=limit)
        return [PersonId(key["pk"].removeprefix(PERSON)) for key in keys]

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        item = self._leased(person, lease, now, until)
        if item is None:
            return None
        since = {":since": f"{TEXT}{instant(now - LONGEST_WINDOW)}", ":behind": BEHIND_EVERY_TEXT}
        tried = self._of(person, "#sk BETWEEN :since AND :behind", since)
        return Pager(
            person=person,
            lease=lease,
            wants=int(item.get("wants", 0)),
            wanted=tuple(map(entry_of, self._of(person, "begins_with(#sk, :wanted)", {":wanted": WANTED}))),
            tried=tuple(map(text_of, tried)),
            in_hand=self._in_hand(person, item),
        )

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        free = "REMOVE #lease, #lease_until, #in_hand"
        ours = {":lease": pager.lease, ":wants": pager.wants}
        is_unchanged = "#lease = :lease AND #wants = :wants"
        if look is None:
            is_done = self._try(pager.person, f"{free}, #attention_at, #attention_shard", is_unchanged, ours)
        else:
            change, values = f"SET #attention_at = :look {free}", ours | {":look": instant(look)}
            is_done = self._try(pager.person, change, is_unchanged, values)
        if not is_done:
            again = {":lease": pager.lease, ":now": instant(now)}
            self._try(pager.person, f"SET #attention_at = :now {free}", "#lease = :lease", again)
        return is_done

    def _leased(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Item | None:
        try:
            return self.table.update(
                pager_key(person),
                "SET #lease = :lease, #lease_until = :until, #attention_at = :until",
                FREE,
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

    def _of(self, person: PersonId, where: str, values: Values) -> list[Item]:
        return list(self.table.query(f"#pk = :person AND {where}", {":person": person_pk(person), **values}))

    def _try(self, person: PersonId, change: str, condition: str, values: Values) -> bool:
        try:
            self.table.update(pager_key(person), change, condition, values)
        except ConditionFailed:
            return False
        return True
