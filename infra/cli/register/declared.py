"""Builds the register's domain objects, and adapts them to the simulators of a local run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from infra.cli.register.declared_rota import NO_DUTIES, ImportedDuties, rota_of
from infra.cli.register.model.calendar import YEARS_AHEAD, calendar_of
from infra.cli.register.model.fields import is_drama_number
from infra.cli.register.model.register import AccountEntry, OfficerEntry, PolicyEntry, RegisterFile
from watchdesk.core.account import Account, AccountId, PolicyId
from watchdesk.core.message import Urgency
from watchdesk.register.domain.force import Force, ForceId
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.opening_hours import Calendar
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import EscalationStep, Policy, TimeLimit, TriageRule
from watchdesk.register.domain.rota import Rota, RotaId
from watchdesk.register.ports import RegisterEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRegister:
    """A whole, consistent register. An account's `secret` is its full name in Secrets Manager."""

    force: Force
    people: tuple[Person, ...]
    rotas: tuple[Rota, ...]
    policies: tuple[Policy, ...]
    accounts: tuple[Account, ...]
    officers: tuple[Officer, ...]
    holidays_until: int | None = None
    """The last year whose bank holidays the calendars contain. None means that no calendar uses them."""

    def under(self, secret_prefix: str) -> "DeclaredRegister":
        """Return the register with the names that its secrets have in a stack."""
        moved = (replace(a, secret=f"{secret_prefix}/{a.platform}/{a.id}") for a in self.accounts)
        return replace(self, accounts=tuple(moved))

    def everything(self) -> tuple[RegisterEntry, ...]:
        return (*self.people, *self.officers, *self.rotas, *self.policies, self.force, *self.accounts)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return facts that are allowed but that people should know."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        drama = [person.id for person in self.people if is_drama_number(person.phone)]
        if drama:
            yield f"{len(drama)} of {len(self.people)} people have a number for drama: no text reaches {drama[0]}"
        if self.holidays_until:
            yield (
                f"bank holidays are known until the end of {self.holidays_until}, as proclaimed so far: "
                "apply the register again at least once a year"
            )


def declared_in(
    file: RegisterFile, *, secret_prefix: str, today: date, imported: Mapping[str, ImportedDuties] | None = None
) -> DeclaredRegister:
    """Build the register with the duties `imported` for each rota and the bank holidays that are known `today`."""
    duties = imported or {}
    calendars = {id_: calendar_of(id_, entry, today) for id_, entry in file.calendars.items()}
    keeps_holidays = any(entry.bank_holidays for entry in file.calendars.values())
    declared = DeclaredRegister(
        force=Force(
            id=ForceId(file.force.id),
            name=file.force.name,
            short_name=file.force.short_name,
            last_resort=PersonId(file.force.last_resort),
            canary=file.force.canary.declared() if file.force.canary else None,
        ),
        people=tuple(
            Person(
                id=PersonId(id_),
                name=entry.name,
                phone=entry.phone,
                email=entry.email,
                wants_follow_ups=entry.wants_follow_ups,
            )
            for id_, entry in file.people.items()
        ),
        rotas=tuple(rota_of(id_, entry, duties.get(id_, NO_DUTIES)) for id_, entry in file.rotas.items()),
        policies=tuple(_policy(id_, entry, calendars) for id_, entry in file.policies.items()),
        accounts=tuple(_account(id_, entry) for id_, entry in file.accounts.items()),
        officers=tuple(_officer(subject, entry) for subject, entry in file.officers.items()),
        holidays_until=today.year + YEARS_AHEAD if keeps_holidays else None,
    )
    return declared.under(secret_prefix)


def _policy(id_: str, entry: PolicyEntry, calendars: Mapping[str, Calendar]) -> Policy:
    return Policy(
        id=PolicyId(id_),
        limits=tuple(
            TimeLimit(
                urgency=limit.urgency,
                first_look=limit.first_look,
                surfaces=frozenset(limit.surfaces or ()),
                claim=limit.claim,
                disposition=limit.disposition,
                calendar=calendars[limit.calendar] if limit.calendar else None,
                warn=limit.warn,
            )
            for limit in entry.limits
        ),
        steps=tuple(
            EscalationStep(
                notify=RotaId(step.notify), wait=step.wait, repeat_every=step.repeat_every, everyone=step.everyone
            )
            for step in entry.steps
        ),
        triage=tuple(
            TriageRule(name=rule.name, urgency=rule.urgency, phrases=tuple(rule.phrases)) for rule in entry.triage
        ),
        warn=entry.warn,
    )


def _officer(subject: str, entry: OfficerEntry) -> Officer:
    return Officer(
        subject=subject,
        first_name=entry.first_name,
        last_name=entry.last_name,
        role=entry.role,
        district=entry.district,
        allowed=frozenset(entry.allowed),
    )


def _account(id_: str, entry: AccountEntry) -> Account:
    return Account(
        id=AccountId(id_),
        name=entry.name,
        district=entry.district,
        platform=entry.platform,
        handle=entry.handle,
        server=entry.server,
        state=entry.state,
        policy=PolicyId(entry.policy),
        secret="",
        surfaces=entry.watched_surfaces(),
        poll_every=entry.poll_every,
        backfill=entry.backfill,
        successor=AccountId(entry.successor) if entry.successor else None,
        options=dict(entry.options),
    )


def localised(
    declared: DeclaredRegister,
    *,
    servers: Mapping[str, str] | None = None,
    limits: Mapping[Urgency, timedelta] | None = None,
    wait: timedelta | None = None,
    poll_every: timedelta | None = None,
) -> DeclaredRegister:
    """Return the register for simulators, with short limits and without the daily test.

    `servers` maps an account id or a platform to a base URL, and the account id takes precedence. `limits`
    replaces every limit of an urgency by a first look round the clock without a warning. `wait` and `poll_every`
    replace the values of all steps and all accounts. None changes nothing.
    """
    urls, shortest = servers or {}, limits or {}
    return replace(
        declared,
        # The text of a daily test would be mistaken for one of the texts that a local run expects.
        force=replace(declared.force, canary=None),
        policies=tuple(_hurried(policy, shortest, wait) for policy in declared.policies),
        accounts=tuple(
            replace(
                account,
                server=urls.get(account.id, urls.get(account.platform, account.server)),
                poll_every=poll_every or account.poll_every,
            )
            for account in declared.accounts
        ),
    )


def _hurried(policy: Policy, limits: Mapping[Urgency, timedelta], wait: timedelta | None) -> Policy:
    return replace(
        policy,
        limits=tuple(
            TimeLimit(urgency=limit.urgency, first_look=limits[limit.urgency], surfaces=limit.surfaces)
            if limit.urgency in limits
            else limit
            for limit in policy.limits
        ),
        steps=tuple(replace(step, wait=wait or step.wait) for step in policy.steps),
        warn=None if limits else policy.warn,
    )
