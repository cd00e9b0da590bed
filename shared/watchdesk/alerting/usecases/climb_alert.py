"""Take one alert up the steps of its policy as far as it must go now, and ask for texts to the people on duty."""

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
from watchdesk.alerting.usecases.find_people import FindPeople
from watchdesk.alerting.usecases.find_steps import FindSteps
from watchdesk.alerting.usecases.notify_unreached import NotifyUnreached
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import EscalationStep


@dataclass(slots=True, kw_only=True)
class ClimbProgress:
    """What one run does to one alert."""

    alert: Alert
    summary: WaitingSummary
    texts: list[Notification]
    wanted: list[PersonId] = field(default_factory=list)
    """The people whose pagers now have a new entry."""
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
    steps: FindSteps
    people: FindPeople
    queue: AlertQueue
    reader: AlertReader
    requests: PagerRequests
    notify_unreached: NotifyUnreached
    clock: Clock
    repeat: timedelta = escalation_steps.LAST_RESORT_REPEAT
    link_life: timedelta = LINK_LIFE

    def __call__(self, alert: Alert, summary: WaitingSummary) -> ClimbProgress:
        """Raise LeaseLost if the alert was answered meanwhile, or if another run has taken over."""
        texts = list(self.reader.notifications(alert.id))
        step = escalation_steps.highest_step(alert, texts)
        climb = ClimbProgress(alert=alert.moved_to(step), summary=summary, texts=texts)
        look = self._climb(climb) if alert.group.climbs else self._tell_once(climb)
        self._notify_unreached(climb)
        self.queue.save(alert, climb.alert.released(look), *climb.events)
        return climb

    def _climb(self, climb: ClimbProgress) -> datetime:
        steps = self.steps(climb.alert, climb.errors)
        while (look := self._tell_step(climb, escalation_steps.policy_step(climb.alert, steps))) is None:
            climb.alert = climb.alert.moved_to(climb.alert.step + 1)
        return look

    def _tell_step(self, climb: ClimbProgress, step: EscalationStep | None) -> datetime | None:
        """Tell the people of this step, and return when to look again. None if the alert climbs at once."""
        wait = step.wait if step else self.repeat
        if escalation_steps.has_wait_ended(climb.on_this_step, wait, self.clock.now()):
            return None
        repeat_every = step.repeat_every if step else None
        self._request_texts(climb, self._reachable(climb, step), repeat_every)
        look = escalation_steps.next_look(climb.on_this_step, wait, repeat_every, self.clock.now())
        if look is None:
            self._pass_over(climb, step.notify if step else "last resort")
        return self._restart(climb) if look is None and step is None else look

    def _tell_once(self, climb: ClimbProgress) -> datetime:
        """Tell the one person of the daily test, or the first step of a warning. Neither climbs any further."""
        if climb.alert.group is AlertGroup.WARNING:
            return self._warn(climb)
        if not climb.texts:
            self._request_texts(climb, self._first_people(climb), None)
        return self.people.test_ends_at(climb.alert) or self.clock.now() + self.repeat

    def _warn(self, climb: ClimbProgress) -> datetime:
        """Tell from time to time of the messages that have joined the warning, and never twice of the same."""
        is_more = escalation_steps.has_newer_warning(climb.texts, climb.summary.warned_at)
        if not climb.texts or is_more:
            self._request_texts(
                climb, self._first_people(climb), escalation_steps.WARNING_REPEAT if is_more else None
            )
        look = self.clock.now() + self.repeat
        return min(look, climb.summary.due_at or look)

    def _first_people(self, climb: ClimbProgress) -> list[Person]:
        if climb.alert.group is AlertGroup.DAILY_TEST:
            return self.people.under_test(climb.errors)
        first = next(iter(self.steps(climb.alert, climb.errors)), None)
        return self._reachable(climb, first) if first else []

    def _reachable(self, climb: ClimbProgress, step: EscalationStep | None) -> list[Person]:
        """Return the people on duty who can be texted. The last resort is texted even with an unproved number."""
        people = self.people.on_duty(step, climb.errors)
        reachable = [person for person in people if person.can_be_texted or step is None]
        if not climb.on_this_step:
            for person in people:
                if person not in reachable:
                    self._pass_over(climb, person.id)
        return reachable

    def _request_texts(
        self, climb: ClimbProgress, people: Sequence[Person], repeat_every: timedelta | None
    ) -> None:
        """Ask for a text to everybody who has had none on this step, or whose next one is due."""
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

    def _notify_unreached(self, climb: ClimbProgress) -> None:
        for text in climb.texts:
            is_of_this_climb = text.step >= climb.alert.climbs_from
            is_lost = text.is_hopeless and text.state is not TextState.DROPPED
            if is_of_this_climb and is_lost and text.emailed_at is None:
                climb.errors += self.notify_unreached(climb.alert, text, climb.summary)

    def _pass_over(self, climb: ClimbProgress, about: str) -> None:
        climb.events.append(AlertEvent(at=self.clock.now(), kind=EventKind.PASSED_OVER, about=about))

    def _restart(self, climb: ClimbProgress) -> datetime:
        """Begin again with the first step, where somebody may be reachable when not even the last resort is."""
        climb.alert = climb.alert.restarted()
        return self.clock.now() + self.repeat
