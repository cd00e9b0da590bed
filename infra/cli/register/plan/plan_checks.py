"""Finds what a plan must not do, because messages would go unwatched or a name would lead nowhere."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from infra.cli.register.plan.entry_text import WORDS
from infra.cli.register.plan.plan import EntryName, Plan, name_of
from watchdesk.core.account import Account, AccountId
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota
from watchdesk.register.ports import RegisterEntry


class OpenMessages(Protocol):
    def has_open(self, account: AccountId) -> bool:
        """Return whether a message of the account has no disposition yet."""
        ...


def plan_problems(plan: Plan, declared: Sequence[RegisterEntry], messages: OpenMessages) -> list[str]:
    """Return why this plan may not be applied and what to do instead. It is empty if the plan may be applied."""
    return [*_another_force(plan), *_in_use(plan, declared), *_accounts(plan, messages)]


def _another_force(plan: Plan) -> Iterator[str]:
    for write in plan.writes:
        if isinstance(write.before, Force) and write.after is None:
            yield f"this stack holds the register of force {write.before.id}: choose another stack, or keep the id"


def _in_use(plan: Plan, declared: Sequence[RegisterEntry]) -> Iterator[str]:
    gone = {name_of(write.entry) for write in plan.writes if write.after is None}
    for entry in declared:
        for used in _names(entry):
            if used in gone:
                kind, identity = used
                yield (
                    f"{WORDS[kind]} {identity} cannot be removed: {WORDS[type(entry)]} {entry.id} still names it"
                )


def _names(entry: RegisterEntry) -> list[EntryName]:
    """Return the names that the entry refers to."""
    match entry:
        case Force():
            return [(Person, entry.last_resort)]
        case Rota():
            return [(Person, person) for person in entry.everyone]
        case Policy():
            return [(Rota, step.notify) for step in entry.steps]
        case Account():
            followed = [(Account, entry.successor)] if entry.successor else []
            return [(Policy, entry.policy), *followed]
        case Person() | Officer():
            return []


def _accounts(plan: Plan, messages: OpenMessages) -> Iterator[str]:
    for write in plan.writes:
        before, after = write.before, write.after
        if not isinstance(before, Account):
            continue
        if isinstance(after, Account) and after.platform is not before.platform:
            yield (
                f"account {before.id} cannot move from {before.platform} to {after.platform}: declare a new "
                "account and retire this one"
            )
        if after is None and before.is_watched:
            yield f"account {before.id} is {before.state}, so it is watched: retire it before removing it"
        elif after is None and messages.has_open(before.id):
            yield f"account {before.id} has messages that are not disposed: deal with them before removing it"
