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
def store(subject, request):
    if subject == "fake":
        return FakeCodeStore()
    return DynamoCodeStore(request.getfixturevalue("table")("RegisterTable"))


def test_a_code_that_was_put_there_is_found_and_a_try_is_gone(store):
    store.put(CODE)
    assert store.try_one(CODE.person) == replace(CODE, tries=TRIES - 1)


def test_nobody_else_has_a_code(store):
    store.put(CODE)
    assert store.try_one(a_person("constable").id) is None


def test_when_all_tries_are_gone_there_is_none(store):
    store.put(CODE)
    assert [store.try_one(CODE.person) is not None for _ in range(TRIES + 1)] == [True] * TRIES + [False]


def test_a_code_is_taken_once_and_then_there_is_none(store):
    store.put(CODE)
    found = store.try_one(CODE.person)
    assert [store.take(found), store.take(found)] == [True, False]
    assert store.try_one(CODE.person) is None


def test_a_code_that_was_replaced_meanwhile_is_not_taken(store):
    store.put(CODE)
    found = store.try_one(CODE.person)
    store.put(LATER)
    assert not store.take(found)
    assert store.try_one(CODE.person) == replace(LATER, tries=TRIES - 1)


def test_nothing_is_taken_from_an_empty_shelf(store):
    assert not store.take(CODE)


def test_a_new_code_after_one_that_was_taken_has_all_its_tries(store):
    store.put(CODE)
    store.take(store.try_one(CODE.person))
    store.put(LATER)
    assert store.try_one(CODE.person) == replace(LATER, tries=TRIES - 1)
