"""What is known of people's numbers that nobody declares: whether they were proved, and whether they said STOP."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import NewType

from watchdesk.register.domain.person import Person, PersonId

Fingerprint = NewType("Fingerprint", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumberRecord:
    """What one person's numbers have told. Each fact is about one number and counts for no other."""

    person: PersonId
    proved_number: Fingerprint | None = None
    proved_at: datetime | None = None
    opted_out_number: Fingerprint | None = None
    opted_out_at: datetime | None = None


def fingerprint(person: Person) -> Fingerprint:
    """By which a person's number is recognised, so that another one is unproved again.

    It keeps a number that was given up out of the record; it does not hide the present one, which stands in
    the same table in plain digits. A fast digest is enough for that, and the person's id makes it their own.
    """
    return Fingerprint(sha256(f"{person.id}#{person.phone}".encode()).hexdigest())


def with_number_facts(person: Person, record: PhoneNumberRecord | None) -> Person:
    """The person with what is known of the number they have now."""
    if record is None:
        return without_number_facts(person)
    number = fingerprint(person)
    return replace(
        person,
        proved_at=record.proved_at if record.proved_number == number else None,
        opted_out_at=record.opted_out_at if record.opted_out_number == number else None,
    )


def without_number_facts(person: Person) -> Person:
    """The person without what nobody declares."""
    return replace(person, proved_at=None, opted_out_at=None)
