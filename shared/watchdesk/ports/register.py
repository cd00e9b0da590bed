"""What the force has declared."""

from collections.abc import Sequence
from typing import Protocol

from watchdesk.domain.account import Account, PolicyId
from watchdesk.domain.attribution import Officer
from watchdesk.domain.force import Force
from watchdesk.domain.person import Person, PersonId
from watchdesk.domain.policy import Policy
from watchdesk.domain.rota import Rota, RotaId


class Register(Protocol):
    """The force's declared accounts, policies, rotas and people. Unknown ids raise Defect."""

    def force(self) -> Force: ...
    def accounts(self) -> Sequence[Account]: ...
    def policy(self, policy: PolicyId) -> Policy: ...
    def rota(self, rota: RotaId) -> Rota: ...
    def person(self, person: PersonId) -> Person: ...


Declared = Force | Account | Policy | Rota | Person | Officer
"""Anything the register holds. Officers are looked up one by one, through the port Directory."""


class RegisterEditor(Protocol):
    """What `apply` needs of the register. Each write stands by itself and is safe to repeat."""

    def all(self) -> Sequence[Declared]:
        """Everything declared, read anew."""
        ...

    def put(self, declared: Declared) -> None: ...

    def delete(self, kind: type[Declared], identity: str) -> None: ...
