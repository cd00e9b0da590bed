"""A proof or a STOP is about one number: it counts as long as the person has it, and in any order."""

from datetime import timedelta

import pytest

from tests.builders import a_person
from tests.fakes import NOON
from watchdesk.register.domain.phone_number import PhoneNumberRecord, fingerprint, without_number_facts

SERGEANT = without_number_facts(a_person())
ANOTHER_PHONE = without_number_facts(a_person(phone="+447700900009"))
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def told(register, numbers):
    """`told(person)`: the person as the register gives them once they are declared so."""

    def read(person):
        register.put(person)
        return register.person(person.id)

    return read


def test_a_person_is_declared_unproved_whatever_they_carry(register, told):
    assert not told(a_person(proved_at=NOON, opted_out_at=NOON)).can_be_texted
    assert register.people() == [SERGEANT]
    assert register.all() == [SERGEANT]


def test_a_proved_number_can_be_texted(register, numbers, told):
    numbers.prove(SERGEANT, NOON)
    person = told(SERGEANT)
    assert person.proved_at == NOON
    assert person.can_be_texted
    assert register.people() == [person]


def test_the_editor_reads_people_as_they_were_declared(register, numbers, told):
    numbers.prove(SERGEANT, NOON)
    numbers.opt_out(SERGEANT, NOON)
    told(SERGEANT)
    assert register.all() == [SERGEANT]


def test_a_changed_number_is_unproved_again(numbers, told):
    numbers.prove(SERGEANT, NOON)
    assert told(ANOTHER_PHONE).proved_at is None
    assert told(SERGEANT).proved_at == NOON


def test_what_one_person_proved_counts_for_no_other(register, numbers, told):
    numbers.prove(SERGEANT, NOON)
    assert not told(a_person("constable", SERGEANT.phone)).can_be_texted


def test_a_number_that_opted_out_cannot_be_texted(numbers, told):
    numbers.prove(SERGEANT, NOON)
    numbers.opt_out(SERGEANT, LATER)
    person = told(SERGEANT)
    assert (person.proved_at, person.opted_out_at) == (NOON, LATER)
    assert not person.can_be_texted


def test_an_opt_out_does_not_follow_a_person_to_another_number(numbers, told):
    numbers.opt_out(SERGEANT, NOON)
    assert told(ANOTHER_PHONE).opted_out_at is None


def test_a_proof_does_not_undo_an_opt_out(numbers, told):
    numbers.opt_out(SERGEANT, NOON)
    numbers.prove(SERGEANT, LATER)
    assert not told(SERGEANT).can_be_texted


def test_whoever_wants_texts_again_is_still_proved(numbers, told):
    numbers.prove(SERGEANT, NOON)
    numbers.opt_out(SERGEANT, NOON)
    for _ in range(2):
        numbers.opt_in(SERGEANT)
    assert told(SERGEANT).can_be_texted


def test_opting_in_without_having_opted_out_proves_nothing(numbers, told):
    numbers.opt_in(SERGEANT)
    assert not told(SERGEANT).can_be_texted


def test_the_book_holds_fingerprints_and_no_number(numbers):
    numbers.prove(SERGEANT, NOON)
    numbers.opt_out(ANOTHER_PHONE, LATER)
    record = PhoneNumberRecord(
        person=SERGEANT.id,
        proved_number=fingerprint(SERGEANT),
        proved_at=NOON,
        opted_out_number=fingerprint(ANOTHER_PHONE),
        opted_out_at=LATER,
    )
    assert numbers.all() == {SERGEANT.id: record}
    assert SERGEANT.phone not in str(record)
