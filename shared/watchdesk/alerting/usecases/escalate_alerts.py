"""Escalate every alert that is due, and then text the people who are to be told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.ports.alerts import AlertQueue
from watchdesk.alerting.ports.pagers import PagerQueue
from watchdesk.alerting.usecases.escalate_alert import EscalateAlert, EscalatedAlert, EscalationOutcome
from watchdesk.alerting.usecases.send_text import TextingResult
from watchdesk.alerting.usecases.text_person import TEXT_TIME, TextPerson
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import WatchdeskError
from watchdesk.register.domain.person import PersonId

T = TypeVar("T", AlertId, PersonId)

BATCH = 25
CLIMB_TIME = timedelta(seconds=25)
"""No alert is begun if less of the run is left, so that there is time to text the people who are to be told."""


@dataclass(slots=True, kw_only=True)
class EscalationReport:
    """What came of one run."""

    alerts: list[EscalatedAlert] = field(default_factory=list)
    people: list[TextingResult] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    """The errors that concern no single alert and no single person."""

    @property
    def unfinished(self) -> set[AlertId]:
        """Return the alerts that another run must escalate again."""
        unfinished = (EscalationOutcome.FAILED, EscalationOutcome.LEFT)
        return {alert.alert for alert in self.alerts if alert.outcome in unfinished}

    @property
    def all_errors(self) -> list[Exception]:
        """Return all errors. If there are any, the invocation should fail, so that an alarm rings."""
        of_alerts = [error for alert in self.alerts for error in alert.errors]
        return [*self.errors, *of_alerts, *(error for person in self.people for error in person.errors)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateAlerts:
    queue: AlertQueue
    pagers: PagerQueue
    escalate: EscalateAlert
    text: TextPerson
    clock: Clock

    def __call__(self, stopwatch: Stopwatch, alerts: Sequence[AlertId] | None = None) -> EscalationReport:
        """Escalate these alerts, or all that are due if none are given, and see to every pager that is due."""
        report = EscalationReport()
        due = self._due(self.queue.due, stopwatch, CLIMB_TIME) if alerts is None else dict.fromkeys(alerts)
        to_escalate: Iterable[AlertId] = due
        while True:
            escalated = self._escalate(to_escalate, stopwatch, report)
            texted = self._text([person for alert in escalated for person in alert.wanted], stopwatch, report)
            # If no text reached a person, somebody else must hear of the alert now and not only in the next run.
            to_escalate = dict.fromkeys(alert for person in texted for alert in person.given_up)
            if not to_escalate:
                return report

    def _escalate(
        self, alerts: Iterable[AlertId], stopwatch: Stopwatch, report: EscalationReport
    ) -> list[EscalatedAlert]:
        escalated = list[EscalatedAlert]()
        try:
            for alert in alerts:
                has_time = stopwatch.left() >= CLIMB_TIME
                left = EscalatedAlert(alert=alert, outcome=EscalationOutcome.LEFT)
                escalated.append(self.escalate(alert) if has_time else left)
        except WatchdeskError as error:
            # The list of due alerts cannot be read. The people who are already to be told can still be told.
            report.errors.append(error)
        report.alerts += escalated
        return escalated

    def _text(
        self, first: Sequence[PersonId], stopwatch: Stopwatch, report: EscalationReport
    ) -> list[TextingResult]:
        """Text the people of this run first, as the list of due pagers may not show them yet, then the rest."""
        texted, seen = list[TextingResult](), dict.fromkeys(first)
        for person in seen:
            texted += self._text_in_time(person, stopwatch)
        try:
            for person in self._due(self.pagers.due, stopwatch, TEXT_TIME):
                texted += self._text_in_time(person, stopwatch) if person not in seen else []
        except WatchdeskError as error:
            report.errors.append(error)
        report.people += texted
        return texted

    def _text_in_time(self, person: PersonId, stopwatch: Stopwatch) -> list[TextingResult]:
        """Text the person if there is time. Otherwise their pager stays due."""
        return [self.text(person, stopwatch)] if stopwatch.left() >= TEXT_TIME else []

    def _due(self, listed: "Callable[..., Sequence[T]]", stopwatch: Stopwatch, least: timedelta) -> Iterator[T]:
        seen = set[T]()
        are_more = True
        while are_more and stopwatch.left() >= least:
            limit = BATCH + len(seen)
            due = listed(self.clock.now(), limit)
            fresh = [found for found in due if found not in seen]
            seen.update(fresh)
            yield from fresh
            are_more = bool(fresh) and len(due) == limit
