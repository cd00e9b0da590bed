"""Plans which writes, in which order, make the deployed register equal to the declared one.

Between any two writes every name leads to an entry and every account that stays is watched. So a run that stops
anywhere leaves a working register, and the next plan holds the rest.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchdesk.core.account import Account, AccountId
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota
from watchdesk.register.ports import RegisterEntry

KINDS: Sequence[type[RegisterEntry]] = (Person, Officer, Rota, Policy, Force, Account)
"""The order of writing, in which an entry comes after those that it names. Deletion has the reverse order."""

EntryName = tuple[type[RegisterEntry], str]


@dataclass(frozen=True, slots=True)
class EntryWrite:
    """One entry added, changed or removed."""

    before: RegisterEntry | None
    after: RegisterEntry | None

    @property
    def entry(self) -> RegisterEntry:
        entry = self.after or self.before
        if entry is None:
            raise ValueError("a write needs an entry")
        return entry

    @property
    def action(self) -> str:
        if self.after is None:
            return "remove"
        return "add" if self.before is None else "change"


@dataclass(frozen=True, slots=True)
class StartPolling:
    """Start to poll the account."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class StopPolling:
    """Stop polling the account."""

    account: AccountId


PlanStep = EntryWrite | StartPolling | StopPolling


@dataclass(frozen=True, slots=True)
class Plan:
    """The differences in the order in which they are written. It is empty if there are none."""

    steps: tuple[PlanStep, ...]

    @property
    def writes(self) -> tuple[EntryWrite, ...]:
        return tuple(step for step in self.steps if isinstance(step, EntryWrite))

    def retirements(self) -> tuple[Account, ...]:
        """Return the accounts that are watched now and that the plan would stop watching."""
        return tuple(
            write.after
            for write in self.writes
            if isinstance(write.before, Account)
            and isinstance(write.after, Account)
            and write.before.is_watched
            and not write.after.is_watched
        )

    def narrowings(self) -> tuple[tuple[Account, tuple[str, ...]], ...]:
        """Return the accounts that stay watched, with the surfaces that the plan would stop watching."""
        return tuple(
            (write.after, tuple(sorted(write.before.surfaces - write.after.surfaces)))
            for write in self.writes
            if isinstance(write.before, Account)
            and isinstance(write.after, Account)
            and write.after.is_watched
            and write.before.surfaces - write.after.surfaces
        )


def plan(
    declared: Sequence[RegisterEntry], deployed: Sequence[RegisterEntry], polled: Collection[AccountId]
) -> Plan:
    """Return the plan. `polled` names the accounts that are in the poll schedule now."""
    wanted, there = _by_name(declared), _by_name(deployed)
    steps = (*_puts(wanted, there, polled), *_withdrawals(wanted, there, polled), *_removals(wanted, there))
    return Plan(steps)


def name_of(entry: RegisterEntry) -> EntryName:
    return type(entry), entry.id


def _by_name(entries: Sequence[RegisterEntry]) -> Mapping[EntryName, RegisterEntry]:
    return {name_of(entry): entry for entry in entries}


def _puts(
    wanted: Mapping[EntryName, RegisterEntry],
    there: Mapping[EntryName, RegisterEntry],
    polled: Collection[AccountId],
) -> Iterator[PlanStep]:
    for entry in _in_order(wanted):
        before = there.get(name_of(entry))
        if before != entry:
            yield EntryWrite(before, entry)
        # Polling changes directly after the account's own write, so that it is unwatched for one write at most.
        if isinstance(entry, Account) and entry.is_watched and entry.id not in polled:
            yield StartPolling(entry.id)


def _withdrawals(
    wanted: Mapping[EntryName, RegisterEntry],
    there: Mapping[EntryName, RegisterEntry],
    polled: Collection[AccountId],
) -> Iterator[StopPolling]:
    for entry in _in_order({**there, **wanted}):
        kept = wanted.get(name_of(entry))
        if entry.id in polled and isinstance(entry, Account) and (kept is None or not entry.is_watched):
            yield StopPolling(entry.id)


def _removals(
    wanted: Mapping[EntryName, RegisterEntry], there: Mapping[EntryName, RegisterEntry]
) -> Iterator[EntryWrite]:
    for entry in reversed(_in_order(there)):
        if name_of(entry) not in wanted:
            yield EntryWrite(entry, None)


def _in_order(entries: Mapping[EntryName, RegisterEntry]) -> list[RegisterEntry]:
    accounts = {entry.id: entry for entry in entries.values() if isinstance(entry, Account)}
    return sorted(
        entries.values(),
        key=lambda entry: (KINDS.index(type(entry)), _generations(entry, accounts), entry.id),
    )


def _generations(entry: RegisterEntry, accounts: Mapping[AccountId, Account]) -> int:
    """Return how many successors this account has in a row. A successor is written before its predecessor."""
    count = 0
    while isinstance(entry, Account) and entry.successor and count < len(accounts):
        if entry.successor not in accounts:
            break
        entry = accounts[entry.successor]
        count += 1
    return count
