"""Record that a person has an alert, whichever way they say so, and tell the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from watchdesk.alerting.domain.acknowledgement import must_others_answer
from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.alerting.usecases.find_steps import FindSteps
from watchdesk.alerting.usecases.tell_others import TellOthers
from watchdesk.core.clock import Clock
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAlert:
    answer: AnswerAlert
    reader: AlertReader
    steps: FindSteps
    tell_others: TellOthers
    clock: Clock
    holds: Mapping[AlertGroup, timedelta] = field(default_factory=lambda: ACKNOWLEDGEMENT_PERIODS)

    def __call__(self, alert: Alert, person: PersonId) -> Alert | None:
        """Return the alert as it is after this answer, or None if there is no such alert.

        The first answer wins. On a step that everyone must answer, the alert stays open until the last answer.
        """
        now = self.clock.now()
        if self._must_others_answer(alert, person):
            answered = self.answer.answer_in_part(alert.id, person, now)
            # Two who answer at the same time each see the other missing. The second of them sees both here.
            if answered is None or self._must_others_answer(answered, person):
                return answered
        taken = self.answer.acknowledge(alert.id, person, now, now + self.holds[alert.group])
        if taken is not None and taken.acknowledged_by == person:
            self.tell_others(taken)
        return taken

    def _must_others_answer(self, alert: Alert, person: PersonId) -> bool:
        if alert.state is not AlertState.OPEN or not alert.group.climbs:
            return False
        # No answer is lost because the register cannot be read: without steps, the first answer counts.
        steps = self.steps(alert, errors=[])
        if not any(step.everyone for step in steps):
            return False
        return must_others_answer(alert, self.reader.notifications(alert.id), steps, person)
