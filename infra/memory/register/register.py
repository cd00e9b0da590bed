"""The register of a force in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from watchdesk.core.account import Account, AccountId, PolicyId
from watchdesk.core.errors import Defect
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.phone_number import (
    PhoneNumberRecord,
    fingerprint,
    with_number_facts,
    without_number_facts,
)
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota, RotaId
from watchdesk.register.ports import RegisterEntry

T = TypeVar("T", bound=RegisterEntry)


class MemoryPhoneNumbers:
    """The port PhoneNumbers."""

    def __init__(self) -> None:
        self._records: dict[PersonId, PhoneNumberRecord] = {}

    def prove(self, person: Person, now: datetime) -> None:
        self._note(person, proved_number=fingerprint(person), proved_at=now)

    def opt_out(self, person: Person, now: datetime) -> None:
        self._note(person, opted_out_number=fingerprint(person), opted_out_at=now)

    def opt_in(self, person: Person) -> None:
        self._note(person, opted_out_number=None, opted_out_at=None)

    def all(self) -> Mapping[PersonId, PhoneNumberRecord]:
        return dict(self._records)

    def _note(self, person: Person, **facts: Any) -> None:  # noqa: ANN401  any of its fields
        before = self._records.get(person.id, PhoneNumberRecord(person=person.id))
        self._records[person.id] = replace(before, **facts)


class MemoryRegister:
    """The ports Register and RegisterEditor, with the facts about its people's numbers.

    The people given at the beginning keep their facts. A person that is put later has none.
    """

    def __init__(self, *declared: RegisterEntry) -> None:
        self._declared: defaultdict[type, dict[str, RegisterEntry]] = defaultdict(dict)
        self._accounts: Sequence[Account] | None = None
        self.numbers = MemoryPhoneNumbers()
        for each in declared:
            self.put(each)
            if isinstance(each, Person):
                self._note(each)

    def force(self) -> Force:
        forces = self._entries_of(Force)
        if not forces:
            raise Defect("the register declares no force")
        return forces[0]

    def accounts(self) -> Sequence[Account]:
        if self._accounts is None:
            self._accounts = self._entries_of(Account)
        return self._accounts

    def account(self, account: AccountId) -> Account | None:
        found = self._declared[Account].get(account)
        return found if isinstance(found, Account) else None

    def policy(self, policy: PolicyId) -> Policy:
        return self._one(Policy, policy)

    def rota(self, rota: RotaId) -> Rota:
        return self._one(Rota, rota)

    def person(self, person: PersonId) -> Person:
        return with_number_facts(self._one(Person, person), self.numbers.all().get(person))

    def people(self) -> Sequence[Person]:
        return [
            with_number_facts(person, self.numbers.all().get(person.id)) for person in self._entries_of(Person)
        ]

    def put(self, entry: RegisterEntry) -> None:
        kept = without_number_facts(entry) if isinstance(entry, Person) else entry
        self._declared[type(entry)][entry.id] = kept
        self._accounts = None

    def delete(self, kind: type[RegisterEntry], identity: str) -> None:
        self._declared[kind].pop(identity, None)
        self._accounts = None

    def all(self) -> Sequence[RegisterEntry]:
        kinds: tuple[type[RegisterEntry], ...] = (Force, Account, Policy, Rota, Person, Officer)
        return [each for kind in kinds for each in self._entries_of(kind)]

    def _note(self, person: Person) -> None:
        if person.proved_at:
            self.numbers.prove(person, person.proved_at)
        if person.opted_out_at:
            self.numbers.opt_out(person, person.opted_out_at)

    def _entries_of(self, kind: type[T]) -> list[T]:
        found = [each for each in self._declared[kind].values() if isinstance(each, kind)]
        return sorted(found, key=lambda each: each.id)

    def _one(self, kind: type[T], identity: str) -> T:
        found = self._declared[kind].get(identity)
        if not isinstance(found, kind):
            raise Defect(f"the register holds no {kind.__name__.lower()} {identity!r}")
        return found
