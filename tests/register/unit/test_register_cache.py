"""A warm function reads the register once a minute, and never fails for having read it a moment too early."""

from datetime import timedelta

import pytest

from tests.builders import a_person, an_account
from tests.fakes import FakeClock
from watchdesk.aws.dynamodb.codec import attributes, to_wire
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import Defect
from watchdesk.register.domain.phone_number import without_number_facts
from watchdesk.register.dynamodb.phone_numbers import NUMBER
from watchdesk.register.dynamodb.register import MAX_AGE, DynamoRegister

AN_INSTANT = timedelta(microseconds=1)


class OneKind:
    """A client whose table holds whatever is in `declared`, and which counts how often it was read."""

    def __init__(self):
        self.declared = []
        self.reads = 0

    def query(self, **request):
        self.reads += 1
        if request["ExpressionAttributeValues"] == {":kind": {"S": NUMBER}}:
            return {"Items": []}
        items = [{"pk": "-", "sk": each.id, "body": attributes(each, but=("id",))} for each in self.declared]
        return {"Items": [to_wire(item) for item in items]}


@pytest.fixture
def client():
    return OneKind()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def register(client, clock):
    return DynamoRegister(Table(client, "register"), clock)


def test_the_register_is_read_once_within_its_minute(register, client, clock):
    client.declared = [an_account()]
    register.accounts()
    clock.advance(seconds=(MAX_AGE - AN_INSTANT).total_seconds())
    assert register.accounts() == [an_account()]
    assert client.reads == 1


def test_one_account_is_looked_up_in_what_was_read_for_all(register, client):
    client.declared = [an_account()]
    register.accounts()
    assert register.account(an_account().id) == an_account()
    assert register.account("nobody") is None
    assert client.reads == 1


def test_a_change_is_seen_when_the_minute_is_over(register, client, clock):
    register.accounts()
    client.declared = [an_account()]
    clock.advance(seconds=MAX_AGE.total_seconds())
    assert register.accounts() == [an_account()]


def test_what_was_declared_since_is_found_at_once(register, client):
    with pytest.raises(Defect):
        register.person(a_person().id)
    client.declared = [without_number_facts(a_person())]
    assert register.person(a_person().id) == without_number_facts(a_person())


def test_numbers_are_read_with_the_people_and_kept_as_long(register, client, clock):
    client.declared = [without_number_facts(a_person())]
    for _ in range(2):
        assert [person.id for person in register.people()] == [a_person().id]
    assert client.reads == 2
    clock.advance(seconds=MAX_AGE.total_seconds())
    register.person(a_person().id)
    assert client.reads == 4
