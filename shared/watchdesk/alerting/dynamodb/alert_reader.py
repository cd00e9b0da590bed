"""The `alerts` table, read: an alert and all that belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.dynamodb.alert_item import (
    EVENT,
    MEMBER,
    NOTIFICATION,
    alert_key,
    alert_of,
    event_of,
    member_of,
    notification_of,
)
from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import MessageKey


@dataclass(frozen=True, slots=True)
class DynamoAlertReader:
    """The port AlertReader."""

    table: Table

    def alert(self, alert: AlertId) -> Alert | None:
        item = self.table.get(alert_key(alert))
        return alert_of(item) if item else None

    def members(self, alert: AlertId) -> Sequence[MessageKey]:
        return [member_of(item) for item in self._items_with_prefix(alert, MEMBER)]

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        return [notification_of(item) for item in self._items_with_prefix(alert, NOTIFICATION)]

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        return [event_of(item) for item in self._items_with_prefix(alert, EVENT)]

    def _items_with_prefix(self, alert: AlertId, prefix: str) -> Iterator[Item]:
        values = {":alert": alert, ":prefix": prefix}
        return self.table.query("#pk = :alert AND begins_with(#sk, :prefix)", values)
