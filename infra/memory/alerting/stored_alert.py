"""One alert in memory with all that belongs to it, and the index of all alerts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from infra.memory.due_queue import DueQueue
from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind, membership_event
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import Notification
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup


@dataclass(slots=True)
class AlertIndex:
    """Which alerts are due when, and which alert newly overdue messages join."""

    due: DueQueue[AlertId] = field(default_factory=DueQueue)
    slots: dict[tuple[AccountId, AlertGroup], AlertId] = field(default_factory=dict)

    def update(self, alert: Alert) -> None:
        """Index the alert as it stands now."""
        self.due.schedule(alert.id, alert.attention_at)
        slot = alert.account, alert.group
        if alert.holds_slot:
            self.slots[slot] = alert.id
        elif self.slots.get(slot) == alert.id:
            del self.slots[slot]


@dataclass(slots=True)
class StoredAlert:
    """One alert with everything that belongs to it."""

    _alert: Alert
    index: AlertIndex
    """The index of the store."""
    members: list[MessageKey] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    history: list[AlertEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index.update(self._alert)

    @property
    def alert(self) -> Alert:
        return self._alert

    @alert.setter
    def alert(self, alert: Alert) -> None:
        self._alert = alert
        self.index.update(alert)

    def apply(self, change: Change) -> bool:
        """Make the change if the alert as it stands allows it."""
        if not change.fits(self._alert):
            return False
        self.alert = change.applied_to(self._alert)
        return True

    def join(self, members: Collection[MessageKey], now: datetime, kind: EventKind) -> None:
        self.members = sorted({*self.members, *members}, key=str)
        self.history.append(membership_event(now, kind, members))
