"""Take one alert as far up its ladder as it must go now: want whoever is on duty told, or move on at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.alerting.domain import escalation_steps
from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.alerting.domain.signed_link import LINK_LIFE
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import AlertQueue, AlertReader
from watchdesk.alerting.ports.pagers import PagerRequests
from watchdesk.alerting.usecases.notify_unreached import NotifyUnreached
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost, WatchdeskError
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import EscalationStep
from watchdesk.register.ports import Register


@dataclass(slots=True, kw_only=True)
class ClimbProgress:
    """One escalation of one alert."""

    alert: Alert
    summary: WaitingSummary
    texts: list[Notification]
    wanted: list[PersonId] = field(default_factory=list)
    """Whose pagers now have something to tell."""
    events: list[AlertEvent] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    @property
    def on_this_step(self) -> list[Notification]:
        return [text for text in self.texts if text.step == self.alert.step]

    @property
    def last_on_this_step(self) -> Mapping[PersonId, Notification]:
        return {text.person: text for text in self.on_this_step}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimbAlert:
    register: Register
    queue: AlertQueue
    reader: AlertReader
    requests: PagerRequests
    email: NotifyUnreached
    clock: Clock
    repeat: timedelta = escalation_steps.LAST_RESORT_REPEAT
    link_life: timedelta = LINK_LIFE

    def __call__(self, alert: Alert, summary: WaitingSummary) -> ClimbProgress:
        """Raises LeaseLost if the alert was answered meanwhile, or if another run has taken over."""
        texts = list(self.reader.notifications(alert.id))
        step = escalation_steps.highest_step(alert, texts)
        climb = ClimbProgress(alert=alert.moved_to(step), summary=summary, texts=texts)
        look = self._climbed(climb) if alert.group.climbs else self._told_once(climb)
        self._email(climb)
        self.queue.save(alert, climb.alert.released(look), *climb.events)
        return climb

    def _climbed(self, climb: ClimbProgress) -> datetime:
        steps = self._steps(climb)
        while (look := self._stand(climb, escalation_steps.policy_step(climb.alert, steps))) is None:
            climb.alert = climb.alert.moved_to(climb.alert.step + 1)
        return look

    def _steps(self, climb: ClimbProgress) -> Sequence[EscalationStep]:
        """An account that has left the register, or whose policy has, still has the last resort."""
        try:
            account = self.register.account(climb.alert.account)
            return self.register.policy(account.policy).steps if account else ()
        except WatchdeskError as error:
            climb.errors.append(error)
            return ()

    def _stand(self, climb: ClimbProgress, step: EscalationStep | None) -> datetime | None:
        """Do what this step asks for, and say when it wants attention again; None: climb."""
        wait = step.wait if step else self.repeat
        if escalation_steps.has_wait_ended(climb.on_this_step, wait, self.clock.now()):
            return None
        repeat_every = step.repeat_every if step else None
        self._want(climb, self._people(climb, step), repeat_every)
        look = escalation_steps.next_look(climb.on_this_step, wait, repeat_every, self.clock.now())
        if look is None:
            self._pass_over(climb, step.notify if step else "last resort")
        return self._start_again(climb) if look is None and step is None else look

    def _told_once(self, climb: ClimbProgress) -> datetime:
        """The daily test is for its one person, and a warning for its first step; neither goes any further."""
        if climb.alert.group is AlertGroup.WARNING:
            return self._warned(climb)
        if not climb.texts:
            self._want(climb, self._first_told(climb), None)
        return self._end_of_test(climb.alert) or self.clock.now() + self.repeat

    def _warned(self, climb: ClimbProgress) -> datetime:
        """Told of what has joined the warning since, now and then; never twice of the same."""
        is_more = escalation_steps.has_newer_warning(climb.texts, climb.summary.warned_at)
        if not climb.texts or is_more:
            self._want(climb, self._first_told(climb), escalation_steps.WARNING_REPEAT if is_more else None)
        look = self.clock.now() + self.repeat
        return min(look, climb.summary.due_at or look)

    def _first_told(self, climb: ClimbProgress) -> list[Person]:
        canary = self.register.force().canary
        if climb.alert.group is AlertGroup.DAILY_TEST:
            return self._person(climb, canary.person) if canary else []
        first = next(iter(self._steps(climb)), None)
        return self._people(climb, first) if first else []

    def _end_of_test(self, alert: Alert) -> datetime | None:
        canary = self.register.force().canary
        return alert.opened_at + canary.answer_within if canary else None

    def _people(self, climb: ClimbProgress, step: EscalationStep | None) -> list[Person]:
        """Those on duty now who can be texted. The last resort is texted though nobody has proved its number."""
        try:
            rota = self.register.rota(step.notify) if step else None
            names = rota.on_duty(self.clock.now()) if rota else (self.register.force().last_resort,)
        except WatchdeskError as error:
            climb.errors.append(error)
            return []
        people = [person for name in names for person in self._person(climb, name)]
        usable = [person for person in people if person.can_be_texted or step is None]
        if not climb.on_this_step:
            for person in people:
                if person not in usable:
                    self._pass_over(climb, person.id)
        return usable

    def _person(self, climb: ClimbProgress, name: PersonId) -> list[Person]:
        """Whom the register does not know is reported and does not stop the others."""
        try:
            return [self.register.person(name)]
        except WatchdeskError as error:
            climb.errors.append(error)
            return []

    def _want(self, climb: ClimbProgress, people: Sequence[Person], repeat_every: timedelta | None) -> None:
        """Want those told who are not to be told on this step yet, or are to be told again."""
        now = self.clock.now()
        for person in people:
            if person.id in climb.alert.answered_by or not escalation_steps.is_text_due(
                climb.last_on_this_step.get(person.id), repeat_every, now
            ):
                continue
            text = Notification(
                n=len(climb.texts),
                step=climb.alert.step,
                person=person.id,
                expires_at=now + self.link_life,
                wanted_at=now,
            )
            if not self.requests.want(climb.alert, text, now):
                raise LeaseLost("the alert was answered, or another run has taken over")
            climb.texts.append(text)
            climb.wanted.append(person.id)

    def _email(self, climb: ClimbProgress) -> None:
        for text in climb.texts:
            is_of_this_climb = text.step >= climb.alert.climbs_from
            is_lost = text.is_hopeless and text.state is not TextState.DROPPED
            if is_of_this_climb and is_lost and text.emailed_at is None:
                climb.errors += self.email(climb.alert, text, climb.summary)

    def _pass_over(self, climb: ClimbProgress, about: str) -> None:
        climb.events.append(AlertEvent(at=self.clock.now(), kind=EventKind.PASSED_OVER, about=about))

    def _start_again(self, climb: ClimbProgress) -> datetime:
        """Not even the last resort can be reached: somebody on the steps may be, so begin with the first."""
        climb.alert = climb.alert.restarted()
        return self.clock.now() + self.repeat
