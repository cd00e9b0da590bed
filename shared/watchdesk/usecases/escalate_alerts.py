"""See to every alert that is due: resolve it if its messages are dealt with, else climb."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from watchdesk.domain.alert import Alert, AlertId, AlertState, Situation
from watchdesk.domain.errors import LeaseLost
from watchdesk.domain.message import Waiting
from watchdesk.ports import Clock, Deadlines, Stopwatch
from watchdesk.ports.alerts import AlertFile, AlertIds, AlertQueue
from watchdesk.usecases.climb_alert import TEXT_TIME, ClimbAlert
from watchdesk.usecases.text_person import LEASE

BATCH = 25


class Outcome(StrEnum):
    NOT_DUE = "not_due"
    """Another run holds it, or it was queued and has been seen to since."""
    RESOLVED = "resolved"
    CLIMBED = "climbed"
    GAVE_WAY = "gave_way"
    """Answered, joined or taken over while we looked at it."""
    FAILED = "failed"
    LEFT = "left"
    """This run's time was up; it stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """What came of one alert: facts for the log, nothing personal."""

    alert: AlertId
    outcome: Outcome
    texts: int = 0
    """How many the carrier's side accepted in this run."""
    errors: Sequence[Exception] = field(default=())
    """What went wrong, whatever the outcome: the invocation should fail, so that an alarm rings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateAlerts:
    queue: AlertQueue
    file: AlertFile
    deadlines: Deadlines
    climb: ClimbAlert
    ids: AlertIds
    clock: Clock
    lease: timedelta = LEASE

    def __call__(self, stopwatch: Stopwatch, alerts: Sequence[AlertId] | None = None) -> list[Attended]:
        """See to these alerts, or without any to all that are due. One alert's failure is its own."""
        asked = self._due(stopwatch) if alerts is None else iter(dict.fromkeys(alerts))
        return [self._guarded(alert, stopwatch) for alert in asked]

    def _due(self, stopwatch: Stopwatch) -> Iterator[AlertId]:
        seen = set[AlertId]()
        are_more = True
        while are_more and stopwatch.left() >= TEXT_TIME:
            limit = BATCH + len(seen)
            due = self.queue.due(self.clock.now(), limit)
            fresh = [alert for alert in due if alert not in seen]
            seen.update(fresh)
            yield from fresh
            are_more = bool(fresh) and len(due) == limit

    def _guarded(self, alert: AlertId, stopwatch: Stopwatch) -> Attended:
        if stopwatch.left() < TEXT_TIME:
            return Attended(alert=alert, outcome=Outcome.LEFT)
        try:
            return self._attend(alert, stopwatch)
        except LeaseLost:
            return Attended(alert=alert, outcome=Outcome.GAVE_WAY)
        except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
            error.add_note(f"alert={alert}")
            return Attended(alert=alert, outcome=Outcome.FAILED, errors=(error,))

    def _attend(self, alert_id: AlertId, stopwatch: Stopwatch) -> Attended:
        now = self.clock.now()
        alert = self.queue.lease(alert_id, self.ids.lease(), now, now + self.lease)
        if alert is None:
            return Attended(alert=alert_id, outcome=Outcome.NOT_DUE)
        waiting = self._still_waiting(alert)
        if not waiting:
            return Attended(alert=alert_id, outcome=self._resolve(alert))
        if alert.state is AlertState.ACKNOWLEDGED:
            alert = self._reopened(alert)
        climb = self.climb(alert, Situation.of(waiting), stopwatch)
        return Attended(alert=alert_id, outcome=Outcome.CLIMBED, texts=climb.accepted, errors=tuple(climb.errors))

    def _still_waiting(self, alert: Alert) -> list[Waiting]:
        """Read anew just before a text would leave, so that nobody is woken for what is dealt with."""
        now = self.clock.now()
        members = self.deadlines.read(self.file.members(alert.id))
        return [message for message in members if alert.looks_after(message, now)]

    def _resolve(self, alert: Alert) -> Outcome:
        if self.queue.resolve(alert, self.clock.now()):
            return Outcome.RESOLVED
        self.queue.move_on(alert, self.clock.now())
        return Outcome.GAVE_WAY

    def _reopened(self, alert: Alert) -> Alert:
        # A run that died after a text had not yet moved the alert to that text's step.
        step = max([alert.step, *(text.step for text in self.file.notifications(alert.id))])
        reopened = self.queue.reopen(replace(alert, step=step), self.clock.now())
        if reopened is None:
            raise LeaseLost("another run has taken over")
        return reopened
