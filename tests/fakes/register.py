"""A force's register in memory."""

from collections.abc import Sequence
from typing import TypeVar

from watchdesk.domain.account import Account, PolicyId
from watchdesk.domain.attribution import Officer
from watchdesk.domain.errors import Defect
from watchdesk.domain.force import Force
from watchdesk.domain.person import Person, PersonId
from watchdesk.domain.policy import Policy
from watchdesk.domain.rota import Rota, RotaId
from watchdesk.ports import Declared

T = TypeVar("T", bound=Declared)


class FakeRegister:
    """Register and RegisterEditor."""

    def __init__(self, *declared: Declared) -> None:
        self._declared: dict[tuple[type[Declared], str], Declared] = {}
        for each in declared:
            self.put(each)

    def force(self) -> Force:
        forces = self._of(Force)
        if not forces:
            raise Defect("the register declares no force")
        return forces[0]

    def accounts(self) -> Sequence[Account]:
        return self._of(Account)

    def policy(self, policy: PolicyId) -> Policy:
        return self._one(Policy, policy)

    def rota(self, rota: RotaId) -> Rota:
        return self._one(Rota, rota)

    def person(self, person: PersonId) -> Person:
        return self._one(Person, person)

    def put(self, declared: Declared) -> None:
        self._declared[type(declared), declared.id] = declared

    def delete(self, kind: type[Declared], identity: str) -> None:
        self._declared.pop((kind, identity), None)

    def all(self) -> Sequence[Declared]:
        kinds: tuple[type[Declared], ...] = (Force, Account, Policy, Rota, Person, Officer)
        return [each for kind in kinds for each in self._of(kind)]

    def _of(self, kind: type[T]) -> list[T]:
        found = [each for each in self._declared.values() if isinstance(each, kind)]
        return sorted(found, key=lambda each: each.id)

    def _one(self, kind: type[T], identity: str) -> T:
        for each in self._of(kind):
            if each.id == identity:
                return each
        raise Defect(f"the register holds no {kind.__name__.lower()} {identity!r}")
