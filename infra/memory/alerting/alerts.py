"""Every alert in dicts, under the same promises as the table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from infra.memory.alerting.alert_replies import MemoryAlertReplies
from infra.memory.due_queue import DueQueue
from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import Notification
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId


@dataclass(slots=True)
class AlertIndex:
    """Which alerts want attention when, and which one newly overdue messages join."""

    agenda: DueQueue[AlertId] = field(default_factory=DueQueue)
    slots: dict[tuple[AccountId, AlertGroup], AlertId] = field(default_factory=dict)

    def note(self, alert: Alert) -> None:
        self.agenda.note(alert.id, alert.attention_at)
        place = alert.account, alert.group
        if alert.holds_slot:
            self.slots[place] = alert.id
        elif self.slots.get(place) == alert.id:
            del self.slots[place]


@dataclass(slots=True)
class StoredAlert:
    """One alert with everything that belongs to it."""

    _alert: Alert
    index: AlertIndex
    """Of the store that keeps it."""
    members: list[MessageKey] = field(default_factory=list)
    texts: list[Notification] = field(default_factory=list)
    history: list[AlertEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index.note(self._alert)

    @property
    def alert(self) -> Alert:
        return self._alert

    @alert.setter
    def alert(self, alert: Alert) -> None:
        self._alert = alert
        self.index.note(alert)

    def join(self, members: Collection[MessageKey]) -> None:
        self.members = sorted({*self.members, *members}, key=str)

    def note(self, at: datetime, kind: EventKind, about: str = "", messages: int = 0) -> None:
        self.history.append(AlertEvent(at=at, kind=kind, about=about, messages=messages))

    def holds(self, alert: Alert) -> bool:
        return self.alert.lease is not None and self.alert.lease == alert.lease


class MemoryAlerts(MemoryAlertReplies):
    """AlertBook, AlertQueue, AlertReader and AlertAnswers."""

    def __init__(self) -> None:
        super().__init__()
        self.filed: dict[AlertId, StoredAlert] = {}
        self.index = AlertIndex()

    @property
    def alerts(self) -> list[Alert]:
        """All there are, in the order in which they were opened."""
        return [each.alert for each in self.filed.values()]

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        return self.index.slots.get((account, group))

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        if self.current(alert.account, alert.group) not in (None, alert.id):
            return False
        filed = self.filed[alert.id] = StoredAlert(alert, self.index)
        filed.join(members)
        filed.note(alert.opened_at, EventKind.OPENED, _first(members), len(members))
        return True

    def join(self, alert: AlertId, members: Collection[MessageKey], now: datetime) -> bool:
        filed = self.filed.get(alert)
        if filed is None or filed.alert.state is not AlertState.OPEN:
            return False
        filed.join(members)
        filed.alert = replace(filed.alert, joins=filed.alert.joins + 1)
        filed.note(now, EventKind.JOINED, _first(members), len(members))
        return True

    def due(self, now: datetime, limit: int) -> Sequence[AlertId]:
        return self.index.agenda.due(now, limit)

    def lease(self, alert: AlertId, lease: str, now: datetime, until: datetime) -> Alert | None:
        filed = self.filed.get(alert)
        if filed is None or filed.alert.attention_at is None or filed.alert.attention_at > now:
            return None
        filed.alert = replace(filed.alert, lease=lease, attention_at=until)
        return filed.alert

    def reopen(self, alert: Alert, now: datetime) -> Alert | None:
        filed = self.filed[alert.id]
        if not filed.holds(alert) or filed.alert.state is not AlertState.ACKNOWLEDGED:
            return None
        step = alert.step + 1
        filed.alert = replace(
            filed.alert,
            state=AlertState.OPEN,
            step=step,
            climbs_from=step,
            answered_by=(),
            acknowledged_by=None,
            acknowledged_at=None,
        )
        filed.note(now, EventKind.REOPENED, alert.acknowledged_by or "")
        return filed.alert

    def move_on(self, alert: Alert, look: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        filed = self.filed[alert.id]
        if not filed.holds(alert) or filed.alert.state is not AlertState.OPEN:
            return False
        filed.alert = replace(
            filed.alert, step=alert.step, climbs_from=alert.climbs_from, lease=None, attention_at=look
        )
        filed.history += events
        return True

    def resolve(self, alert: Alert, now: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        filed = self.filed[alert.id]
        if not filed.holds(alert) or filed.alert.joins != alert.joins:
            return False
        filed.alert = replace(
            filed.alert,
            state=AlertState.RESOLVED,
            resolved_at=now,
            lease=None,
            attention_at=None,
            holds_slot=False,
        )
        filed.history += events
        filed.note(now, EventKind.RESOLVED)
        return True

    def alert(self, alert: AlertId) -> Alert | None:
        return self.filed[alert].alert if alert in self.filed else None

    def members(self, alert: AlertId) -> Sequence[MessageKey]:
        return self.filed[alert].members if alert in self.filed else []

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        return list(self.filed[alert].texts) if alert in self.filed else []

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        return sorted(self.filed[alert].history, key=lambda event: event.at) if alert in self.filed else []

    def acknowledge(self, alert: AlertId, person: PersonId, now: datetime, until: datetime) -> Alert | None:
        filed = self.filed.get(alert)
        if filed is None:
            return None
        if filed.alert.state is AlertState.OPEN:
            filed.alert = replace(
                filed.alert,
                state=AlertState.ACKNOWLEDGED,
                acknowledged_by=person,
                acknowledged_at=now,
                attention_at=until,
                lease=None,
                holds_slot=False,
            )
            filed.note(now, EventKind.ACKNOWLEDGED, person)
        return filed.alert


def _first(members: Collection[MessageKey]) -> str:
    return str(min(members, key=str, default=""))
