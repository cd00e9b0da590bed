"""The ports of the register."""

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
    """Reads what the force has declared. An unknown id of a policy, rota or person raises Defect.

    People include what is known of their numbers: whether these were proved and whether they opted out.
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
        """Return all people in the order of their ids."""
        ...


class PhoneNumbers(Protocol):
    """Stores facts about people's numbers. A fact counts while the person keeps that number.

    Every method may be called twice with the same effect.
    """

    def prove(self, person: Person, now: datetime) -> None:
        """Record that the person has read back a code that was sent to their present number."""
        ...

    def opt_out(self, person: Person, now: datetime) -> None:
        """Record that the present number has sent STOP, so the carrier delivers nothing to it."""
        ...

    def opt_in(self, person: Person) -> None:
        """Record that the person receives texts again."""
        ...

    def all(self) -> Mapping[PersonId, PhoneNumberRecord]:
        """Return all records, also those of former numbers and former people."""
        ...


RegisterEntry = Force | Account | Policy | Rota | Person | Officer
"""Anything that the register holds. Officers are read one at a time, through the port Directory."""


class RegisterEditor(Protocol):
    """Writes the register for `watchdesk apply`. Each write is independent and safe to repeat."""

    def all(self) -> Sequence[RegisterEntry]:
        """Read and return everything that is declared. People come without what is known of their numbers."""
        ...

    def put(self, entry: RegisterEntry) -> None:
        """Store the entry. Facts about a person's number are left out, because a declaration does not prove it."""
        ...

    def delete(self, kind: type[RegisterEntry], identity: str) -> None: ...
