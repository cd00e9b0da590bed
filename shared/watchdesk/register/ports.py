"""What the force has declared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import Account, AccountId, PolicyId
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.phone_number import PhoneNumberRecord
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota, RotaId


class Register(Protocol):
    """The force's declared accounts, policies, rotas and people. Unknown ids raise Defect.

    People come with what is known of their numbers: whether these were proved, and whether they opted out.
    """

    def force(self) -> Force: ...
    def accounts(self) -> Sequence[Account]: ...

    def account(self, account: AccountId) -> Account | None:
        """Return the account with this id, or None if the force has not declared it."""
        ...

    def policy(self, policy: PolicyId) -> Policy: ...
    def rota(self, rota: RotaId) -> Rota: ...
    def person(self, person: PersonId) -> Person: ...

    def people(self) -> Sequence[Person]:
        """Everybody, in the order of their ids."""
        ...


class PhoneNumbers(Protocol):
    """What numbers have told. Each fact counts while the person keeps that number; each may be told twice."""

    def prove(self, person: Person, now: datetime) -> None:
        """They have read back a code that was sent to the number they have."""
        ...

    def opt_out(self, person: Person, now: datetime) -> None:
        """The number they have has said STOP: the carrier delivers nothing to it."""
        ...

    def opt_in(self, person: Person) -> None:
        """They want texts again."""
        ...

    def all(self) -> Mapping[PersonId, PhoneNumberRecord]:
        """Everything noted, also of numbers that have been given up and of people who have gone."""
        ...


RegisterEntry = Force | Account | Policy | Rota | Person | Officer
"""Anything the register holds. Officers are looked up one by one, through the port Directory."""


class RegisterEditor(Protocol):
    """What `apply` needs of the register. Each write stands by itself and is safe to repeat."""

    def all(self) -> Sequence[RegisterEntry]:
        """Everything declared, read anew; people without what is known of their numbers."""
        ...

    def put(self, declared: RegisterEntry) -> None:
        """Whatever a person carries beyond what is declared is left out: a declaration proves nothing."""
        ...

    def delete(self, kind: type[RegisterEntry], identity: str) -> None: ...
