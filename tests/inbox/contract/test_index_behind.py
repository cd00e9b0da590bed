"""An index follows its table by a moment: what it still shows hides nothing that lies behind it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import a_message, an_inbound
from tests.dynamo_stores import messages_in
from tests.fakes import NOON
from watchdesk.aws.dynamodb.table import Table

LATER = NOON + timedelta(hours=1)


class IndexBehind:
    """A client whose index `attention` stands still at the moment it was last looked at as a whole."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._shown: dict[str, list[Any]] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def stand_still(self, table: str) -> None:
        self._shown = {}
        for item in self._client.scan(TableName=table, IndexName="attention")["Items"]:
            self._shown.setdefault(item["attention_shard"]["S"], []).append(item)

    def query(self, **request: Any) -> Any:
        if self._shown is None or request.get("IndexName") != "attention":
            return self._client.query(**request)
        values = request["ExpressionAttributeValues"]
        shown = self._shown.get(values[":shard"]["S"], [])
        due = [item for item in shown if item["attention_at"]["S"] <= values[":now"]["S"]]
        due.sort(key=lambda item: item["attention_at"]["S"])
        return {"Items": due[: request.get("Limit")]}


@pytest.fixture
def behind(dynamodb):
    return IndexBehind(dynamodb)


@pytest.fixture
def messages_table(behind, table):
    return Table(behind, table("MessagesTable").name)


def messages_due(count):
    return [
        a_message(an_inbound(str(at)), deadline=NOON + timedelta(seconds=at), first_seen_at=NOON)
        for at in range(count)
    ]


def test_what_has_left_the_list_takes_nobodys_place_on_it(behind, messages_table):
    messages = messages_in(messages_table)
    messages.add(messages_due(9))
    behind.stand_still(messages_table.name)
    for waiting in messages.due(LATER, 3):
        assert messages.hand_over(waiting, "alert-1", LATER)
    assert [each.key.native_id for each in messages.due(LATER, 3)] == ["3", "4", "5"]
    assert len(messages.due(LATER, 9)) == 6
    assert messages.due(NOON - timedelta(seconds=1), 3) == []
