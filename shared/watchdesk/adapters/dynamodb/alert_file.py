"""The `alerts` table: what belongs to an alert, what was texted for it, and how a person answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.adapters.dynamodb.alert_item import (
    EVENT,
    MEMBER,
    NOTIFICATION,
    acknowledged,
    alert_key,
    alert_of,
    event_of,
    event_put,
    member_of,
    notification_item,
    notification_of,
)
from watchdesk.adapters.dynamodb.alerts import LEASED
from watchdesk.adapters.dynamodb.codec import Item, instant
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.adapters.dynamodb.transaction import Check, Put, write
from watchdesk.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.domain.message import MessageKey
from watchdesk.domain.notification import Notification, TextState
from watchdesk.domain.person import PersonId

TRIED_BEFORE = (
    "#tries = :before AND (#state IN (:pending, :unknown) OR (#state = :leased AND #lease_until <= :now))"
)


@dataclass(frozen=True, slots=True)
class DynamoAlertFile:
    """The port AlertFile."""

    table: Table

    def alert(self, alert: AlertId) -> Alert | None:
        item = self.table.get(alert_key(alert))
        return alert_of(item) if item else None

    def members(self, alert: AlertId) -> Sequence[MessageKey]:
        return [member_of(item) for item in self._part(alert, MEMBER)]

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        return [notification_of(item) for item in self._part(alert, NOTIFICATION)]

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        return [event_of(item) for item in self._part(alert, EVENT)]

    def _part(self, alert: AlertId, prefix: str) -> Iterator[Item]:
        values = {":alert": alert, ":prefix": prefix}
        return self.table.query("#pk = :alert AND begins_with(#sk, :prefix)", values)


@dataclass(frozen=True, slots=True)
class DynamoNotificationLedger:
    """The port NotificationLedger. Each line is written under the alert's lease and its own."""

    table: Table

    def begin(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        ours = {":lease": alert.lease, ":state": AlertState.OPEN.value}
        before = {
            ":before": notification.tries - 1,
            ":pending": TextState.PENDING.value,
            ":unknown": TextState.UNKNOWN.value,
            ":leased": TextState.LEASED.value,
            ":now": instant(now),
        }
        item = notification_item(alert.id, notification)
        is_first = notification.tries == 1
        begun = Put(item, "attribute_not_exists(#pk)") if is_first else Put(item, TRIED_BEFORE, before)
        return write(self.table, Check(alert_key(alert.id), LEASED, ours), begun)

    def mark(self, alert: AlertId, notification: Notification, event: AlertEvent) -> bool:
        ours = {
            ":leased": TextState.LEASED.value,
            ":lease": notification.lease,
            ":tries": notification.tries,
        }
        held = "#state = :leased AND #lease = :lease AND #tries = :tries"
        return write(self.table, Put(notification_item(alert, notification), held, ours), event_put(alert, event))


@dataclass(frozen=True, slots=True)
class DynamoAlertAnswers:
    """The port AlertAnswers. Answering empties the slot, so that a message overdue later opens a new alert."""

    table: Table

    def acknowledge(self, alert: AlertId, person: PersonId, now: datetime, until: datetime) -> Alert | None:
        item = self.table.get(alert_key(alert))
        found = alert_of(item) if item else None
        if found is None or found.state is not AlertState.OPEN:
            return found
        self._answer(found, person, now, until)
        # Whoever won, the item says so.
        return alert_of(self.table.get(alert_key(alert)) or {})

    def _answer(self, alert: Alert, person: PersonId, now: datetime, until: datetime) -> None:
        event = AlertEvent(at=now, kind=EventKind.ACKNOWLEDGED, about=person)
        write(self.table, *acknowledged(alert, person, now, until), event_put(alert.id, event))
