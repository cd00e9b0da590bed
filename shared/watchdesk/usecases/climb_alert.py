"""Take one alert as far up its ladder as it must go now: text whoever is on duty, or move on at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watchdesk.domain import ladder
from watchdesk.domain.account import Account
from watchdesk.domain.alert import Alert, AlertEvent, EventKind, Situation
from watchdesk.domain.errors import WatchdeskError
from watchdesk.domain.notification import Notification, TextState
from watchdesk.domain.person import Person, PersonId
from watchdesk.domain.policy import Step
from watchdesk.domain.sms import Facts, compose
from watchdesk.ports import Clock, Register, Stopwatch
from watchdesk.ports.alerts import AlertFile, AlertQueue
from watchdesk.usecases.text_person import TextPerson

TEXT_TIME = timedelta(seconds=20)
"""No text is begun with less of the run left: one may take a whole connect and read time-out."""


@dataclass(slots=True, kw_only=True)
class Climb:
    """One escalation of one alert."""

    alert: Alert
    situation: Situation
    texts: list[Notification]
    stopwatch: Stopwatch
    accepted: int = 0
    events: list[AlertEvent] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    @property
    def on_this_step(self) -> Mapping[PersonId, Notification]:
        return {text.person: text for text in self.texts if text.step == self.alert.step}

    def keep(self, text: Notification) -> None:
        self.texts[text.n : text.n + 1] = [text]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimbAlert:
    register: Register
    queue: AlertQueue
    file: AlertFile
    text_person: TextPerson
    clock: Clock
    repeat: timedelta = ladder.REPEAT

    def __call__(self, alert: Alert, situation: Situation, stopwatch: Stopwatch) -> Climb:
        """Raises LeaseLost if the alert was answered meanwhile, or if another run has taken over."""
        texts = list(self.file.notifications(alert.id))
        # A run that died after a text had not yet moved the alert to that text's step.
        step = max([alert.step, *(text.step for text in texts)])
        climb = Climb(alert=replace(alert, step=step), situation=situation, texts=texts, stopwatch=stopwatch)
        account, steps = self._ladder(climb)
        while (look := self._stand(climb, account, steps)) is None:
            climb.alert = replace(climb.alert, step=climb.alert.step + 1)
        self.queue.move_on(climb.alert, look, climb.events)
        return climb

    def _ladder(self, climb: Climb) -> tuple[Account | None, Sequence[Step]]:
        """An account that has left the register, or whose policy has, still has the last resort."""
        try:
            account = next((each for each in self.register.accounts() if each.id == climb.alert.account), None)
            return account, self.register.policy(account.policy).steps if account else ()
        except WatchdeskError as error:
            climb.errors.append(error)
            return None, ()

    def _stand(self, climb: Climb, account: Account | None, steps: Sequence[Step]) -> datetime | None:
        """Do what this step asks for, and say when it wants attention again; None: climb."""
        step = ladder.step_of(climb.alert, steps)
        wait = step.wait if step else self.repeat
        if ladder.is_over([*climb.on_this_step.values()], wait, self.clock.now()):
            return None
        people = self._people(climb, step)
        if not self._text(climb, people, account):
            return self.clock.now()
        look = ladder.next_look([*climb.on_this_step.values()], wait, self.clock.now())
        if look is None:
            self._pass_over(climb, step)
        return self._start_again(climb) if look is None and step is None else look

    def _people(self, climb: Climb, step: Step | None) -> list[Person]:
        """Those on duty now. Whom the register does not know is reported and does not stop the others."""
        try:
            rota = self.register.rota(step.notify) if step else None
            names = rota.on_duty(self.clock.now()) if rota else (self.register.force().last_resort,)
        except WatchdeskError as error:
            climb.errors.append(error)
            return []
        return [person for name in names for person in self._person(climb, name)]

    def _person(self, climb: Climb, name: PersonId) -> list[Person]:
        try:
            return [self.register.person(name)]
        except WatchdeskError as error:
            climb.errors.append(error)
            return []

    def _text(self, climb: Climb, people: Sequence[Person], account: Account | None) -> bool:
        """Text those who have not been reached on this step. False if the run's time is up before all are."""
        for person in people:
            before = climb.on_this_step.get(person.id)
            if before is not None and not before.wants_text(self.clock.now()):
                continue
            if climb.stopwatch.left() < TEXT_TIME:
                return False
            before = before or self.text_person.first(climb.alert, len(climb.texts), person)
            sent, errors = self.text_person(
                climb.alert, before, person, lambda link: self._words(climb, account, link)
            )
            climb.keep(sent)
            climb.accepted += sent.state is TextState.ACCEPTED
            climb.errors += errors
        return True

    def _words(self, climb: Climb, account: Account | None, link: str) -> str:
        alert, situation, now = climb.alert, climb.situation, self.clock.now()
        facts = Facts(
            force=self.register.force().short_name,
            code=alert.code,
            group=alert.group,
            account=account.name if account else alert.account,
            counts=situation.counts,
            oldest=now - (situation.oldest or now),
            link=link,
        )
        return compose(facts)

    def _pass_over(self, climb: Climb, step: Step | None) -> None:
        about = step.notify if step else "last resort"
        climb.events.append(AlertEvent(at=self.clock.now(), kind=EventKind.PASSED_OVER, about=about))

    def _start_again(self, climb: Climb) -> datetime:
        """Not even the last resort can be reached: somebody on the steps may be, so begin with the first."""
        step = climb.alert.step + 1
        climb.alert = replace(climb.alert, step=step, climbs_from=step)
        return self.clock.now() + self.repeat
