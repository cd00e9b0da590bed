"""A function that takes a STOP needs no right to read numbers, and one that reads people none to change them."""

from tests.builders import a_person
from tests.fakes import NOON, FakeClock
from watchdesk.aws.dynamodb.table import Table
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister


class MayUpdate:
    """A client with no other right."""

    def __init__(self):
        self.keys = []

    def update_item(self, *, Key, **_):  # noqa: N803  boto3's names
        self.keys.append((Key["pk"]["S"], Key["sk"]["S"]))
        return {}


class MayQuery:
    """A client with no other right."""

    def query(self, **_):
        return {"Items": []}


def test_what_a_number_has_told_is_noted_by_updates_of_its_own_key_alone():
    client = MayUpdate()
    book = DynamoPhoneNumbers(Table(client, "register"))
    book.prove(a_person(), NOON)
    book.opt_out(a_person(), NOON)
    book.opt_in(a_person())
    assert client.keys == [("number", "sergeant")] * 3


def test_people_are_read_by_queries_alone():
    table = Table(MayQuery(), "register")
    assert DynamoPhoneNumbers(table).all() == {}
    assert DynamoRegister(table, FakeClock()).people() == []
