"""The `alerts` table: what belongs to an alert, and how a person answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.dynamodb.alert_item import (
    EVENT,
    MEMBER,
    NOTIFICATION,
    acknowledged,
    alert_key,
    alert_of,
    event_of,
    event_put,
    member_of,
    notification_of,
)
from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import transact_write
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True)
class DynamoAlertReader:
    """The port AlertReader."""

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
        transact_write(self.table, *acknowledged(alert, person, now, until), event_put(alert.id, event))
