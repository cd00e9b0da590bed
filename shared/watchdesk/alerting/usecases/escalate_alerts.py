"""See to every alert that is due, resolve it or climb, and then tell everybody what they are to be told."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.escalation_steps import highest_step
from watchdesk.alerting.ports.alerts import AlertIds, AlertQueue, AlertReader
from watchdesk.alerting.ports.pagers import PagerQueue
from watchdesk.alerting.usecases.climb_alert import ClimbAlert
from watchdesk.alerting.usecases.summarise_waiting import CLOCK_SKEW, SummariseWaiting
from watchdesk.alerting.usecases.text_person import LEASE, TEXT_TIME, TextingResult, TextPerson
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import LeaseLost, WatchdeskError
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

T = TypeVar("T", AlertId, PersonId)

BATCH = 25
CLIMB_TIME = timedelta(seconds=25)
"""No alert is begun with less of the run left: whoever is to be told of those before it must still be told."""


class EscalationOutcome(StrEnum):
    NOT_DUE = "not_due"
    """Another run holds it, or it was queued and has been seen to since."""
    RESOLVED = "resolved"
    CLIMBED = "climbed"
    GAVE_WAY = "gave_way"
    """Answered, joined or taken over while we looked at it, or about to be given a message."""
    FAILED = "failed"
    LEFT = "left"
    """This run's time was up; it stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalatedAlert:
    """What came of one alert: facts for the log, nothing personal."""

    alert: AlertId
    outcome: EscalationOutcome
    wanted: Sequence[PersonId] = ()
    """Who is to be told of it."""
    errors: Sequence[Exception] = ()


@dataclass(slots=True, kw_only=True)
class EscalationReport:
    """What one run came to."""

    attended: list[EscalatedAlert] = field(default_factory=list)
    paged: list[TextingResult] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    """What concerns no single alert and no single person."""

    @property
    def errors_of_all(self) -> list[Exception]:
        """All that went wrong, whatever the outcome: the invocation should fail, so that an alarm rings."""
        of_alerts = [error for one in self.attended for error in one.errors]
        return [*self.errors, *of_alerts, *(error for one in self.paged for error in one.errors)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateAlerts:
    queue: AlertQueue
    pagers: PagerQueue
    reader: AlertReader
    still_waiting: SummariseWaiting
    climb: ClimbAlert
    page: TextPerson
    ids: AlertIds
    clock: Clock
    lease: timedelta = LEASE

    def __call__(self, stopwatch: Stopwatch, alerts: Sequence[AlertId] | None = None) -> EscalationReport:
        """See to these alerts, or without any to all that are due, and to every pager that is."""
        run = EscalationReport()
        due = self._due(self.queue.due, stopwatch, CLIMB_TIME) if alerts is None else dict.fromkeys(alerts)
        asked: Collection[AlertId] | Iterator[AlertId] = due
        while True:
            attended = self._attended(asked, stopwatch, run)
            paged = self._paged([each for one in attended for each in one.wanted], stopwatch, run)
            # Whom no text reached, somebody else must hear for: at once, not at the next tick.
            asked = dict.fromkeys(alert for one in paged for alert in one.given_up)
            if not asked:
                return run

    def _attended(
        self, alerts: Collection[AlertId] | Iterator[AlertId], stopwatch: Stopwatch, run: EscalationReport
    ) -> list[EscalatedAlert]:
        attended = list[EscalatedAlert]()
        try:
            for alert in alerts:
                attended.append(self._guarded(alert, stopwatch))
        except WatchdeskError as error:
            # The list of what is due cannot be read: people who are to be told already can still be told.
            run.errors.append(error)
        run.attended += attended
        return attended

    def _paged(
        self, first: Sequence[PersonId], stopwatch: Stopwatch, run: EscalationReport
    ) -> list[TextingResult]:
        """Those wanted in this run, whom the list of what is due may not show yet, and then all who are due."""
        paged, seen = list[TextingResult](), dict.fromkeys(first)
        for person in seen:
            paged += self._told(person, stopwatch)
        try:
            for person in self._due(self.pagers.due, stopwatch, TEXT_TIME):
                paged += self._told(person, stopwatch) if person not in seen else []
        except WatchdeskError as error:
            run.errors.append(error)
        run.paged += paged
        return paged

    def _told(self, person: PersonId, stopwatch: Stopwatch) -> list[TextingResult]:
        """Nobody is begun with when the time is up: their pager stays due."""
        return [self.page(person, stopwatch)] if stopwatch.left() >= TEXT_TIME else []

    def _due(self, listed: "Callable[..., Sequence[T]]", stopwatch: Stopwatch, least: timedelta) -> Iterator[T]:
        seen = set[T]()
        are_more = True
        while are_more and stopwatch.left() >= least:
            limit = BATCH + len(seen)
            due = listed(self.clock.now(), limit)
            fresh = [each for each in due if each not in seen]
            seen.update(fresh)
            yield from fresh
            are_more = bool(fresh) and len(due) == limit

    def _guarded(self, alert: AlertId, stopwatch: Stopwatch) -> EscalatedAlert:
        """One alert's failure is its own."""
        if stopwatch.left() < CLIMB_TIME:
            return EscalatedAlert(alert=alert, outcome=EscalationOutcome.LEFT)
        try:
            return self._attend(alert)
        except LeaseLost:
            return EscalatedAlert(alert=alert, outcome=EscalationOutcome.GAVE_WAY)
        except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
            error.add_note(f"alert={alert}")
            return EscalatedAlert(alert=alert, outcome=EscalationOutcome.FAILED, errors=(error,))

    def _attend(self, alert_id: AlertId) -> EscalatedAlert:
        now = self.clock.now()
        alert = self.queue.lease(alert_id, self.ids.lease(), now, now + self.lease)
        if alert is None:
            return EscalatedAlert(alert=alert_id, outcome=EscalationOutcome.NOT_DUE)
        summary = self.still_waiting(alert)
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
        is_lost_test = alert.group is AlertGroup.DAILY_TEST and alert.state is AlertState.OPEN
        unanswered = [AlertEvent(at=now, kind=EventKind.UNANSWERED)] if is_lost_test else []
        if self.still_waiting.is_awaiting(alert):
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
