"""A code is tried as often as it may be, and proves once, whoever tries at the same time."""

from dataclasses import replace

import pytest

from infra.cli.numbers.code_store import DynamoCodeStore
from infra.cli.numbers.codes import TRIES, SentCode, digest_of
from tests.builders import a_person
from tests.fakes import NOON
from tests.fakes.number_codes import FakeCodeStore
from watchdesk.register.domain.phone_number import fingerprint

SALT = "5a" * 16
CODE = SentCode(
    person=a_person().id,
    number=fingerprint(a_person()),
    salt=SALT,
    digest=digest_of("123456", SALT),
    expires_at=NOON,
)
LATER = replace(CODE, digest=digest_of("654321", SALT))


@pytest.fixture
def shelf(subject, request):
    if subject == "fake":
        return FakeCodeStore()
    return DynamoCodeStore(request.getfixturevalue("table")("RegisterTable"))


def test_a_code_that_was_put_there_is_found_and_a_try_is_gone(shelf):
    shelf.put(CODE)
    assert shelf.try_one(CODE.person) == replace(CODE, tries=TRIES - 1)


def test_nobody_else_has_a_code(shelf):
    shelf.put(CODE)
    assert shelf.try_one(a_person("constable").id) is None


def test_when_all_tries_are_gone_there_is_none(shelf):
    shelf.put(CODE)
    assert [shelf.try_one(CODE.person) is not None for _ in range(TRIES + 1)] == [True] * TRIES + [False]


def test_a_code_is_taken_once_and_then_there_is_none(shelf):
    shelf.put(CODE)
    found = shelf.try_one(CODE.person)
    assert [shelf.take(found), shelf.take(found)] == [True, False]
    assert shelf.try_one(CODE.person) is None


def test_a_code_that_was_replaced_meanwhile_is_not_taken(shelf):
    shelf.put(CODE)
    found = shelf.try_one(CODE.person)
    shelf.put(LATER)
    assert not shelf.take(found)
    assert shelf.try_one(CODE.person) == replace(LATER, tries=TRIES - 1)


def test_nothing_is_taken_from_an_empty_shelf(shelf):
    assert not shelf.take(CODE)


def test_a_new_code_after_one_that_was_taken_has_all_its_tries(shelf):
    shelf.put(CODE)
    shelf.take(shelf.try_one(CODE.person))
    shelf.put(LATER)
    assert shelf.try_one(CODE.person) == replace(LATER, tries=TRIES - 1)
