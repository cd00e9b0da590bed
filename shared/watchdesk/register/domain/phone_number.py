"""Facts about people's numbers that are not declared: whether they were proved and whether they opted out."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import NewType

from watchdesk.register.domain.person import Person, PersonId

Fingerprint = NewType("Fingerprint", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumberRecord:
    """The facts about one person's numbers. Each fact is about one number and counts for no other."""

    person: PersonId
    proved_number: Fingerprint | None = None
    proved_at: datetime | None = None
    opted_out_number: Fingerprint | None = None
    opted_out_at: datetime | None = None


def fingerprint(person: Person) -> Fingerprint:
    """Return the digest by which a person's number is recognised, so that a new number is unproved again.

    With the digest the record does not contain former numbers. It does not hide the present number, which the same
    table holds in plain digits, so a fast digest is enough. It includes the person's id, so that it differs
    between two people with the same number.
    """
    return Fingerprint(sha256(f"{person.id}#{person.phone}".encode()).hexdigest())


def with_number_facts(person: Person, record: PhoneNumberRecord | None) -> Person:
    """Return the person with the facts about their present number."""
    if record is None:
        return without_number_facts(person)
    number = fingerprint(person)
    return replace(
        person,
        proved_at=record.proved_at if record.proved_number == number else None,
        opted_out_at=record.opted_out_at if record.opted_out_number == number else None,
    )


def without_number_facts(person: Person) -> Person:
    """Return the person without the facts that are not declared."""
    return replace(person, proved_at=None, opted_out_at=None)
