"""Escalate one alert if it is due: resolve it if nothing waits any more, or let it climb."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.escalation_steps import highest_step
from watchdesk.alerting.domain.waiting_summary import CLOCK_SKEW
from watchdesk.alerting.ports.alerts import AlertIds, AlertQueue, AlertReader
from watchdesk.alerting.usecases.climb_alert import ClimbAlert
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.alerting.usecases.text_person import LEASE
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost
from watchdesk.register.domain.person import PersonId


class EscalationOutcome(StrEnum):
    NOT_DUE = "not_due"
    """Another run holds it, or a run has escalated it since it was queued."""
    RESOLVED = "resolved"
    CLIMBED = "climbed"
    GAVE_WAY = "gave_way"
    """It was answered, joined or taken by another run meanwhile, or a sweep is about to add a message."""
    FAILED = "failed"
    LEFT = "left"
    """The time of this run was up. The alert stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalatedAlert:
    """What came of one alert. It holds facts for the log and nothing personal."""

    alert: AlertId
    outcome: EscalationOutcome
    wanted: Sequence[PersonId] = ()
    """The people who are to be told of it."""
    errors: Sequence[Exception] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateAlert:
    queue: AlertQueue
    reader: AlertReader
    summarise: SummariseWaiting
    climb: ClimbAlert
    ids: AlertIds
    clock: Clock
    lease: timedelta = LEASE

    def __call__(self, alert: AlertId) -> EscalatedAlert:
        """Return what came of the alert. An error is part of it, so the other alerts need not wait."""
        try:
            return self._escalate(alert)
        except LeaseLost:
            return EscalatedAlert(alert=alert, outcome=EscalationOutcome.GAVE_WAY)
        except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
            error.add_note(f"alert={alert}")
            return EscalatedAlert(alert=alert, outcome=EscalationOutcome.FAILED, errors=(error,))

    def _escalate(self, alert_id: AlertId) -> EscalatedAlert:
        now = self.clock.now()
        alert = self.queue.lease(alert_id, self.ids.lease(), now, now + self.lease)
        if alert is None:
            return EscalatedAlert(alert=alert_id, outcome=EscalationOutcome.NOT_DUE)
        summary = self.summarise(alert)
        if summary is None:
            return EscalatedAlert(alert=alert_id, outcome=self._resolve(alert))
        if alert.state is AlertState.ACKNOWLEDGED:
            alert = self._reopened(alert)
        climb = self.climb(alert, summary)
        return EscalatedAlert(
            alert=alert_id,
            outcome=EscalationOutcome.CLIMBED,
            wanted=tuple(climb.wanted),
            errors=tuple(climb.errors),
        )

    def _resolve(self, alert: Alert) -> EscalationOutcome:
        now = self.clock.now()
        is_lost_test = alert.is_daily_test and alert.state is AlertState.OPEN
        unanswered = [AlertEvent(at=now, kind=EventKind.UNANSWERED)] if is_lost_test else []
        if self.summarise.is_awaiting(alert):
            self.queue.save(alert, alert.released(now + CLOCK_SKEW))
            return EscalationOutcome.GAVE_WAY
        history = (*unanswered, AlertEvent(at=now, kind=EventKind.RESOLVED))
        if self.queue.save(alert, alert.resolved(now), *history):
            return EscalationOutcome.RESOLVED
        self.queue.save(alert, alert.released(now))
        return EscalationOutcome.GAVE_WAY

    def _reopened(self, alert: Alert) -> Alert:
        reopened = alert.reopened(highest_step(alert, self.reader.notifications(alert.id)))
        event = AlertEvent(at=self.clock.now(), kind=EventKind.REOPENED, about=alert.acknowledged_by or "")
        if not self.queue.save(alert, reopened, event):
            raise LeaseLost("another run has taken over")
        return reopened
