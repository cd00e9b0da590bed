"""Take a person's word that they have an alert, however they say so, and let the others who asked for it know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.alerting.domain import escalation_steps
from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.ports.pagers import PagerRequests
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.core.clock import Clock
from watchdesk.core.errors import WatchdeskError
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.policy import EscalationStep
from watchdesk.register.ports import Register

NEWS_LIFE = timedelta(minutes=10)
"""An answer that is brought again within this time makes up for news that were lost with the run before."""

PERHAPS_TEXTED = (TextState.LEASED, TextState.ACCEPTED, TextState.DELIVERED, TextState.UNKNOWN)
"""Whoever was perhaps texted may be on their way to a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAlert:
    answer: AnswerAlert
    reader: AlertReader
    register: Register
    requests: PagerRequests
    clock: Clock
    holds: Mapping[AlertGroup, timedelta] = field(default_factory=lambda: ACKNOWLEDGEMENT_PERIODS)

    def __call__(self, alert: Alert, person: PersonId) -> Alert | None:
        """The alert as it stands after this answer: the first one wins. None if there is no such alert.

        On a step that everyone must answer it is the last one that counts: until then it stays open.
        """
        now = self.clock.now()
        if self._others_must_answer(alert, person):
            still = self.answer.answer_in_part(alert.id, person, now)
            # Two who answer at the same time each see the other missing: whoever was second sees both now.
            if still is None or self._others_must_answer(still, person):
                return still
        taken = self.answer.acknowledge(alert.id, person, now, now + self.holds[alert.group])
        if taken is not None and taken.acknowledged_by == person:
            self.tell_others(taken)
        return taken

    def _others_must_answer(self, alert: Alert, person: PersonId) -> bool:
        if alert.state is not AlertState.OPEN or not alert.group.climbs:
            return False
        steps = self._steps(alert)
        if not any(step.everyone for step in steps):
            return False
        texts = self.reader.notifications(alert.id)
        now_on = escalation_steps.highest_step(alert, texts)
        step = escalation_steps.policy_step(alert.moved_to(now_on), steps)
        told = {text.person for text in texts if text.step == now_on and text.state in PERHAPS_TEXTED}
        return step is not None and step.everyone and not told <= {person, *alert.answered_by}

    def _steps(self, alert: Alert) -> Sequence[EscalationStep]:
        """If nobody can say what they ask for, the first answer counts: none is ever lost for that."""
        try:
            account = self.register.account(alert.account)
            return self.register.policy(account.policy).steps if account else ()
        except WatchdeskError:
            return ()

    def tell_others(self, alert: Alert) -> None:
        """Whoever was texted in this climb, has not answered and wants to hear: who has it now, and since when."""
        now = self.clock.now()
        since = alert.acknowledged_at
        if alert.state is not AlertState.ACKNOWLEDGED or since is None or now - since > NEWS_LIFE:
            return
        for person in self._others(alert, since):
            self.requests.follow_up(person, alert, now)

    def _others(self, alert: Alert, since: datetime) -> list[PersonId]:
        wanting = {
            person.id for person in self.register.people() if person.wants_follow_ups and person.can_be_texted
        }
        if not wanting - {alert.acknowledged_by}:
            return []
        texts = self.reader.notifications(alert.id)
        told = {text.person for text in texts if text.step >= alert.climbs_from and text.state in PERHAPS_TEXTED}
        return sorted((told & wanting) - {alert.acknowledged_by} - self._answered(alert, since))

    def _answered(self, alert: Alert, since: datetime) -> set[str]:
        """Who spoke since it was taken has been told who has it."""
        history = self.reader.history(alert.id)
        late = (event for event in history if event.kind is EventKind.ANSWERED_LATE and event.at >= since)
        return {event.about for event in late}
