"""The store of alerts in memory. It keeps the same promises as the table, by the same rules of the domain."""

from collections.abc import Collection, Sequence
from datetime import datetime

from infra.memory.alerting.stored_alert import AlertIndex, StoredAlert
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_changes import change_by_answer, change_by_holder
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId


class MemoryAlerts:
    """The ports OpenAlerts, AlertQueue, AlertReader and AlertAnswers."""

    def __init__(self) -> None:
        self.stored: dict[AlertId, StoredAlert] = {}
        self.index = AlertIndex()
        self._replies = set[tuple[AlertId, InboundId]]()

    @property
    def alerts(self) -> list[Alert]:
        """Return all alerts in the order in which they were opened."""
        return [stored.alert for stored in self.stored.values()]

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        return self.index.slots.get((account, group))

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        if self.current(alert.account, alert.group) not in (None, alert.id):
            return False
        stored = self.stored[alert.id] = StoredAlert(alert, self.index)
        stored.join(members, alert.opened_at, EventKind.OPENED)
        return True

    def join(self, alert: AlertId, members: Collection[MessageKey], now: datetime) -> bool:
        stored = self.stored.get(alert)
        if stored is None or stored.alert.state is not AlertState.OPEN:
            return False
        stored.join(members, now, EventKind.JOINED)
        stored.alert = stored.alert.joined()
        return True

    def due(self, now: datetime, limit: int) -> Sequence[AlertId]:
        return self.index.due.due(now, limit)

    def lease(self, alert: AlertId, lease: str, now: datetime, until: datetime) -> Alert | None:
        stored = self.stored.get(alert)
        if stored is None or (leased := stored.alert.leased(lease, now, until)) == stored.alert:
            return None
        stored.alert = leased
        return leased

    def save(self, before: Alert, after: Alert, *events: AlertEvent) -> bool:
        change = change_by_holder(before, after)
        return change is not None and self._save(before.id, change, *events)

    def save_answer(self, before: Alert, after: Alert, event: AlertEvent, reply: InboundId | None = None) -> bool:
        if (before.id, reply) in self._replies or not self._save(
            before.id, change_by_answer(before, after), event
        ):
            return False
        if reply is not None:
            self._replies.add((before.id, reply))
        return True

    def add_partial_answer(self, alert: AlertId, person: PersonId, now: datetime) -> bool:
        stored = self.stored[alert]
        answered = stored.alert.answered_in_part(person)
        if answered == stored.alert:
            return False
        stored.alert = answered
        stored.history.append(AlertEvent(at=now, kind=EventKind.ANSWERED_IN_PART, about=person))
        return True

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        if (alert, reply) not in self._replies:
            self._replies.add((alert, reply))
            self.stored[alert].history.append(event)

    def alert(self, alert: AlertId) -> Alert | None:
        return self.stored[alert].alert if alert in self.stored else None

    def members(self, alert: AlertId) -> Sequence[MessageKey]:
        return self.stored[alert].members if alert in self.stored else []

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        return list(self.stored[alert].notifications) if alert in self.stored else []

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        return sorted(self.stored[alert].history, key=lambda event: event.at) if alert in self.stored else []

    def _save(self, alert: AlertId, change: Change, *events: AlertEvent) -> bool:
        is_saved = self.stored[alert].apply(change)
        if is_saved:
            self.stored[alert].history += events
        return is_saved
