"""Find the people that an alert is told to on a step."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert
from watchdesk.core.clock import Clock
from watchdesk.core.errors import WatchdeskError
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import EscalationStep
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPeople:
    """Adds an error of the register to `errors` and returns the people it could find."""

    register: Register
    clock: Clock

    def on_duty(self, step: EscalationStep | None, errors: list[Exception]) -> list[Person]:
        """Return the people on duty for the step now. Without a step it is the last resort's turn."""
        try:
            rota = self.register.rota(step.notify) if step else None
            names = rota.on_duty(self.clock.now()) if rota else (self.register.force().last_resort,)
        except WatchdeskError as error:
            errors.append(error)
            return []
        return [person for name in names for person in self._known_person(name, errors)]

    def under_test(self, errors: list[Exception]) -> list[Person]:
        """Return the person who takes the daily test, or nobody if the force has none."""
        canary = self.register.force().canary
        return self._known_person(canary.person, errors) if canary else []

    def test_ends_at(self, alert: Alert) -> datetime | None:
        """Return when the daily test of this alert is over, or None if the force has none."""
        canary = self.register.force().canary
        return alert.opened_at + canary.answer_within if canary else None

    def _known_person(self, name: PersonId, errors: list[Exception]) -> list[Person]:
        """Return the person. One whom the register does not know does not keep the others from being told."""
        try:
            return [self.register.person(name)]
        except WatchdeskError as error:
            errors.append(error)
            return []
