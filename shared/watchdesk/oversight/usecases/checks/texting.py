"""Check that texts can be sent, and find the people whom they would not reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.oversight.ports import SmsAccount
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName
from watchdesk.register.domain.person import Person
from watchdesk.register.ports import Register

SPEND_SHARES = (0.5, 0.8)
"""The shares of the monthly limit that are reported when they are reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNumbers:
    """Finds numbers that are not proved or have opted out, by the records of the register."""

    register: Register
    clock: Clock
    name: str = "numbers"

    def __call__(self) -> Iterator[CheckResult]:
        people = self.register.people()
        needed = self._needed() if self.register.accounts() else set[str]()
        for person in people:
            if person.opted_out_at is not None:
                yield self._result(FindingName.NUMBER_OPTED_OUT, person)
            elif person.proved_at is None and person.id in needed:
                yield self._result(FindingName.NUMBER_UNPROVED, person)

    def _needed(self) -> set[str]:
        """Return whom alerts may reach: people on the rotas of steps, the last resort, the person of the test."""
        force = self.register.force()
        needed: set[str] = {force.last_resort}
        if force.canary is not None:
            needed.add(force.canary.person)
        for policy in {account.policy for account in self.register.accounts()}:
            for step in self.register.policy(policy).steps:
                needed.update(self.register.rota(step.notify).everyone)
        return needed

    def _result(self, name: FindingName, person: Person) -> CheckResult:
        since = person.opted_out_at or self.clock.now()
        return CheckResult(Finding(name=name, about=person.id, since=since))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSandbox:
    """Finds an account that may text only test numbers."""

    sms: SmsAccount
    clock: Clock
    name: str = "sms_sandbox"

    def __call__(self) -> Iterator[CheckResult]:
        if self.sms.is_in_sandbox():
            yield CheckResult(Finding(name=FindingName.SMS_SANDBOX, since=self.clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpend:
    """Finds a monthly limit that is reached or near."""

    sms: SmsAccount
    clock: Clock
    name: str = "sms_spend"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        spend = self.sms.spend(now)
        detail = f"{spend.spent:.2f} of {spend.limit:.2f} USD"
        level = sum(spend.spent >= share * spend.limit for share in SPEND_SHARES)
        if spend.spent >= spend.limit:
            yield CheckResult(Finding(name=FindingName.SMS_SPENT, since=now, detail=detail))
        elif level:
            yield CheckResult(Finding(name=FindingName.SMS_SPEND_HIGH, since=now, detail=detail, level=level))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptOuts:
    """Finds numbers that have opted out, by the provider's list, which decides when a text is sent."""

    sms: SmsAccount
    register: Register
    clock: Clock
    name: str = "sms_opt_outs"

    def __call__(self) -> Iterator[CheckResult]:
        opted_out = self.sms.opted_out()
        for person in self.register.people():
            # CheckNumbers reports the opt-outs that the register knows.
            if person.phone in opted_out and person.opted_out_at is None:
                name = FindingName.NUMBER_OPTED_OUT
                yield CheckResult(Finding(name=name, about=person.id, since=self.clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTexting:
    """Reports that texting is switched off on purpose, so that it is not forgotten."""

    is_on: bool
    clock: Clock
    name: str = "texting"

    def __call__(self) -> Iterator[CheckResult]:
        if not self.is_on:
            yield CheckResult(Finding(name=FindingName.TEXTING_OFF, since=self.clock.now()))
