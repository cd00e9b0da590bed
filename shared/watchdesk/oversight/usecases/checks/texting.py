"""Can texts leave at all, and whom would they not reach?"""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.oversight.ports import SmsAccount
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName
from watchdesk.register.domain.person import Person
from watchdesk.register.ports import Register

SHARES = (0.5, 0.8)
"""Of the month's limit: each is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNumbers:
    """By what the register knows of the numbers."""

    register: Register
    clock: Clock
    name: str = "numbers"

    def __call__(self) -> Iterator[CheckResult]:
        people = self.register.people()
        needed = self._needed() if self.register.accounts() else set[str]()
        for person in people:
            if person.opted_out_at is not None:
                yield self._about(FindingName.NUMBER_OPTED_OUT, person)
            elif person.proved_at is None and person.id in needed:
                yield self._about(FindingName.NUMBER_UNPROVED, person)

    def _needed(self) -> set[str]:
        """Whoever a climb may text: of the rotas that steps name, the last resort, whoever answers the test."""
        force = self.register.force()
        needed: set[str] = {force.last_resort}
        if force.canary is not None:
            needed.add(force.canary.person)
        for policy in {account.policy for account in self.register.accounts()}:
            for step in self.register.policy(policy).steps:
                needed.update(self.register.rota(step.notify).everyone)
        return needed

    def _about(self, name: FindingName, person: Person) -> CheckResult:
        since = person.opted_out_at or self.clock.now()
        return CheckResult(Finding(name=name, about=person.id, since=since))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSandbox:
    sms: SmsAccount
    clock: Clock
    name: str = "sms_sandbox"

    def __call__(self) -> Iterator[CheckResult]:
        if self.sms.is_in_sandbox():
            yield CheckResult(Finding(name=FindingName.SMS_SANDBOX, since=self.clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpend:
    sms: SmsAccount
    clock: Clock
    name: str = "sms_spend"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        spend = self.sms.spend(now)
        detail = f"{spend.spent:.2f} of {spend.limit:.2f} USD"
        level = sum(spend.spent >= share * spend.limit for share in SHARES)
        if spend.spent >= spend.limit:
            yield CheckResult(Finding(name=FindingName.SMS_SPENT, since=now, detail=detail))
        elif level:
            yield CheckResult(Finding(name=FindingName.SMS_SPEND_HIGH, since=now, detail=detail, level=level))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptOuts:
    """By what the provider of texts knows of them, which is what counts when a text is sent."""

    sms: SmsAccount
    register: Register
    clock: Clock
    name: str = "sms_opt_outs"

    def __call__(self) -> Iterator[CheckResult]:
        opted_out = self.sms.opted_out()
        for person in self.register.people():
            # What the register knows already is told by that examination.
            if person.phone in opted_out and person.opted_out_at is None:
                name = FindingName.NUMBER_OPTED_OUT
                yield CheckResult(Finding(name=name, about=person.id, since=self.clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTexting:
    """Whether texting was switched off on purpose: somebody must end that."""

    is_on: bool
    clock: Clock
    name: str = "texting"

    def __call__(self) -> Iterator[CheckResult]:
        if not self.is_on:
            yield CheckResult(Finding(name=FindingName.TEXTING_OFF, since=self.clock.now()))
