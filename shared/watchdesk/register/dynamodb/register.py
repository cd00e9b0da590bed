"""The register in the `register` table: `pk` is the kind, `sk` is the id, `body` is the rest.

Facts about people's numbers are separate items of the same table (register/dynamodb/phone_numbers.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from watchdesk.aws.dynamodb.codec import attributes, read
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import Account, AccountId, PolicyId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.phone_number import PhoneNumberRecord, with_number_facts, without_number_facts
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota, RotaId
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.ports import RegisterEntry

T = TypeVar("T", bound=RegisterEntry)
V = TypeVar("V")

KINDS: Mapping[type, str] = {
    Force: "force",
    Account: "account",
    Policy: "policy",
    Rota: "rota",
    Person: "person",
    Officer: "officer",
}
MAX_AGE = timedelta(seconds=60)
"""How long a warm function uses what it has read. The run of the next minute sees every change."""


@dataclass(frozen=True, slots=True)
class DynamoRegister:
    """The ports Register, which reads through a cache, and RegisterEditor, which does not."""

    table: Table
    clock: Clock
    _cache: dict[type, tuple[datetime, Any]] = field(default_factory=dict, repr=False)

    def force(self) -> Force:
        forces = list(self._entries_of(Force).values())
        if not forces:
            raise Defect("the register declares no force")
        return forces[0]

    def accounts(self) -> Sequence[Account]:
        return list(self._entries_of(Account).values())

    def account(self, account: AccountId) -> Account | None:
        # An unknown id causes no second read, because messages and alerts may outlive their accounts.
        return self._entries_of(Account).get(account)

    def policy(self, policy: PolicyId) -> Policy:
        return self._find(Policy, policy)

    def rota(self, rota: RotaId) -> Rota:
        return self._find(Rota, rota)

    def person(self, person: PersonId) -> Person:
        found = self._find(Person, person)
        return with_number_facts(found, self._numbers().get(person))

    def people(self) -> Sequence[Person]:
        numbers = self._numbers()
        return [with_number_facts(person, numbers.get(person.id)) for person in self._entries_of(Person).values()]

    def all(self) -> Sequence[RegisterEntry]:
        found: list[RegisterEntry] = []
        for kind in KINDS:
            found += self._fresh(kind).values()
        return found

    def put(self, entry: RegisterEntry) -> None:
        stored = without_number_facts(entry) if isinstance(entry, Person) else entry
        body = attributes(stored, but=("id",))
        self.table.put({"pk": KINDS[type(entry)], "sk": entry.id, "body": body})
        self._cache.pop(type(entry), None)

    def delete(self, kind: type[RegisterEntry], identity: str) -> None:
        self.table.delete({"pk": KINDS[kind], "sk": identity})
        self._cache.pop(kind, None)

    def _find(self, kind: type[T], identity: str) -> T:
        """Return one entry. If the cache does not hold it, read all again, because it may be new."""
        found = self._entries_of(kind).get(identity) or self._fresh(kind).get(identity)
        if found is None:
            raise Defect(f"the register holds no {KINDS[kind]} {identity!r}")
        return found

    def _entries_of(self, kind: type[T]) -> dict[str, T]:
        return self._cached(kind, lambda: self._declared(kind))

    def _numbers(self) -> Mapping[PersonId, PhoneNumberRecord]:
        return self._cached(PhoneNumberRecord, DynamoPhoneNumbers(self.table).all)

    def _cached(self, kind: type, ask: Callable[[], V]) -> V:
        if kind not in self._cache or self.clock.now() - self._cache[kind][0] >= MAX_AGE:
            return self._put_in_cache(kind, ask())
        return cast("V", self._cache[kind][1])

    def _fresh(self, kind: type[T]) -> dict[str, T]:
        return self._put_in_cache(kind, self._declared(kind))

    def _declared(self, kind: type[T]) -> dict[str, T]:
        found = self.table.query("#pk = :kind", {":kind": KINDS[kind]})
        return {item["sk"]: read(kind, {"id": item["sk"], **item["body"]}) for item in found}

    def _put_in_cache(self, kind: type, held: V) -> V:
        self._cache[kind] = (self.clock.now(), held)
        return held
