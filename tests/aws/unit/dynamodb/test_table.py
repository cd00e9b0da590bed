"""Pages are joined and batches finished, or the caller is told."""

import pytest

from watchdesk.aws.dynamodb.codec import to_wire
from watchdesk.aws.dynamodb.table import ATTEMPTS, Table
from watchdesk.core.errors import TryLater


class Script:
    """A client that gives its answers in turn and keeps what it was asked."""

    def __init__(self, *answers):
        self._answers = list(answers)
        self.asked = []

    def batch_get_item(self, **request):
        self.asked.append(request["RequestItems"]["t"])
        return self._answers.pop(0)

    def query(self, **request):
        self.asked.append(dict(request))
        return self._answers.pop(0)


def keys(*ids):
    return [{"pk": each, "sk": "message"} for each in ids]


def got(found, left):
    unprocessed = {"t": {"Keys": [to_wire(key) for key in keys(*left)]}} if left else {}
    return {"Responses": {"t": [to_wire({"pk": each}) for each in found]}, "UnprocessedKeys": unprocessed}


def test_keys_that_were_left_unread_are_asked_for_again_after_a_pause():
    pauses = []
    client = Script(got("a", "bc"), got("b", "c"), got("c", ""))
    table = Table(client, "t", pauses.append)
    assert [item["pk"] for item in table.get_all(keys(*"abc"))] == ["a", "b", "c"]
    assert [len(asked["Keys"]) for asked in client.asked] == [3, 2, 1]
    assert pauses == [0.05, 0.1]


def test_keys_that_stay_unread_are_never_taken_for_missing():
    pauses = []
    table = Table(Script(*[got("", "a") for _ in range(ATTEMPTS)]), "t", pauses.append)
    with pytest.raises(TryLater):
        list(table.get_all(keys("a")))
    assert sum(pauses) < 2


def test_a_key_is_asked_for_once_and_a_hundred_at_a_time():
    client = Script(got("", ""), got("", ""))
    list(Table(client, "t").get_all(keys(*map(str, range(101)), "0"), "#pk", consistent=False))
    assert [len(asked["Keys"]) for asked in client.asked] == [100, 1]
    assert client.asked[0]["ProjectionExpression"] == "#pk"
    assert client.asked[0]["ExpressionAttributeNames"] == {"#pk": "pk"}
    assert client.asked[0]["ConsistentRead"] is False


def page(ids, *, more):
    last = {"LastEvaluatedKey": to_wire({"pk": ids[-1] if ids else "z"})} if more else {}
    return {"Items": [to_wire({"pk": each}) for each in ids], **last}


def test_all_pages_are_read_also_past_an_empty_one():
    client = Script(page("ab", more=True), page("", more=True), page("c", more=False))
    found = Table(client, "t").query("#pk = :pk", {":pk": "x"})
    assert [item["pk"] for item in found] == ["a", "b", "c"]
    assert [asked.get("ExclusiveStartKey") for asked in client.asked] == [
        None,
        {"pk": {"S": "b"}},
        {"pk": {"S": "z"}},
    ]


def test_a_limit_is_a_limit_over_all_pages():
    client = Script(page("ab", more=True), page("c", more=True))
    found = Table(client, "t").query("#pk = :pk", {":pk": "x"}, limit=3)
    assert len(list(found)) == 3
    assert [asked["Limit"] for asked in client.asked] == [3, 1]


def test_an_index_is_not_asked_for_a_consistent_read():
    client = Script(page("", more=False), page("", more=False))
    table = Table(client, "t")
    list(table.query("#pk = :pk", {":pk": "x"}, index="attention"))
    list(table.query("#pk = :pk", {":pk": "x"}))
    assert [asked.get("ConsistentRead") for asked in client.asked] == [None, True]
