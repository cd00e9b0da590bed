"""One DynamoDB table, spoken to in plain values: names and values written out, pages joined, errors as ours.

In an expression `#name` is the attribute `name` and `:value` one of the values given: no attribute can collide
with DynamoDB's list of reserved words.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watchdesk.aws.dynamodb.codec import Item, from_wire, to_wire
from watchdesk.aws.dynamodb.errors import translated
from watchdesk.core.errors import TryLater

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Key = Mapping[str, str]
Values = Mapping[str, Any]

BATCH = 100
"""The most keys one BatchGetItem takes (DynamoDB service quotas)."""
LONGEST_KEY = 2048
"""The most bytes in a partition key, also in that of an index (DynamoDB service quotas)."""
ATTEMPTS = 6
FIRST_PAUSE = 0.05
"""Seconds, doubled at each further attempt: about a second and a half in all."""

_NAME = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class Table:
    """Every method raises TryLater, NeedsAPerson and Defect; those with a condition also ConditionFailed."""

    client: "DynamoDBClient"
    name: str
    pause: Callable[[float], None] = time.sleep

    def get(self, key: Key, only: str = "") -> Item | None:
        """The item as it stands now, whole or `only` some attributes ("#state, #deadline")."""
        request: dict[str, Any] = {"Key": to_wire(key), "ConsistentRead": True} | expressions({}, project=only)
        with translated(self.name, "GetItem"):
            found = self.client.get_item(TableName=self.name, **request)
        return from_wire(found["Item"]) if "Item" in found else None

    def put(self, item: Item, condition: str = "", values: Values | None = None, *, tell: bool = False) -> None:
        """Write the item whole, if the condition holds. With `tell`, ConditionFailed carries what stands there."""
        request: dict[str, Any] = {"Item": to_wire(item)}
        request |= _conditional(values, tell=tell, condition=condition)
        with translated(self.name, "PutItem"):
            self.client.put_item(TableName=self.name, **request)

    def update(self, key: Key, change: str, condition: str, values: Values, *, tell: bool = False) -> Item:
        """Change the item, if the condition holds. With `tell`, also say what it is now, either way."""
        request: dict[str, Any] = {"Key": to_wire(key), "ReturnValues": "ALL_NEW" if tell else "NONE"}
        request |= _conditional(values, tell=tell, condition=condition, update=change)
        with translated(self.name, "UpdateItem"):
            changed = self.client.update_item(TableName=self.name, **request)
        return from_wire(changed.get("Attributes", {}))

    def delete(self, key: Key) -> None:
        with translated(self.name, "DeleteItem"):
            self.client.delete_item(TableName=self.name, Key=to_wire(key))

    def query(  # noqa: PLR0913  the parts of one request, named at the call
        self,
        where: str,
        values: Values,
        *,
        index: str = "",
        limit: int | None = None,
        after: Item | None = None,
        back_from: Item | None = None,
    ) -> Iterator[Item]:
        """The matching items in the order of their sort key, read consistently unless through an index.

        They begin behind the item with the key `after` (the index's too). With `back_from`, they go backwards
        from there instead, or from the last one if it is empty.
        """
        request = expressions(values, key_condition=where)
        request |= {"IndexName": index} if index else {"ConsistentRead": True}
        request |= {"ExclusiveStartKey": to_wire(after)} if after else {}
        request |= {"ScanIndexForward": False} if back_from is not None else {}
        request |= {"ExclusiveStartKey": to_wire(back_from)} if back_from else {}
        left = sys.maxsize if limit is None else limit
        while left > 0:
            if limit is not None:
                request["Limit"] = left
            with translated(self.name, "Query"):
                page = self.client.query(TableName=self.name, **request)
            yield from map(from_wire, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
            left -= len(page["Items"])

    def scan(self, where: str, values: Values, only: str, after: Item | None) -> tuple[list[Item], Item | None]:
        """One page of the whole table (1 MB) as of a moment ago: what matches in it, and where the next begins."""
        request = expressions(values, filter=where, project=only)
        request |= {"ExclusiveStartKey": to_wire(after)} if after else {}
        with translated(self.name, "Scan"):
            page = self.client.scan(TableName=self.name, **request)
        last = page.get("LastEvaluatedKey")
        return list(map(from_wire, page["Items"])), from_wire(last) if last else None

    def get_all(self, keys: Iterable[Key], only: str = "", *, consistent: bool = True) -> Iterator[Item]:
        """Those items that exist, whole or `only` some attributes, in no order."""
        wanted = list({tuple(sorted(key.items())): key for key in keys}.values())
        options = expressions({}, project=only) | {"ConsistentRead": consistent}
        for start in range(0, len(wanted), BATCH):
            yield from self._batch([to_wire(key) for key in wanted[start : start + BATCH]], options)

    def _batch(self, keys: Any, options: Any) -> Iterator[Item]:  # noqa: ANN401  in DynamoDB's notation
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(FIRST_PAUSE * 2 ** (attempt - 1))
            with translated(self.name, "BatchGetItem"):
                page = self.client.batch_get_item(RequestItems={self.name: options | {"Keys": keys}})
            yield from map(from_wire, page["Responses"].get(self.name, []))
            keys = page["UnprocessedKeys"].get(self.name, {"Keys": []})["Keys"]
            if not keys:
                return
        raise TryLater(f"BatchGetItem on {self.name}: keys left unread after {ATTEMPTS} attempts")


_PARTS = {
    "condition": "ConditionExpression",
    "update": "UpdateExpression",
    "key_condition": "KeyConditionExpression",
    "project": "ProjectionExpression",
    "filter": "FilterExpression",
}


def _conditional(values: Values | None, *, tell: bool, **parts: str) -> dict[str, Any]:
    told = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if tell else {}
    return expressions(values or {}, **parts) | told


def expressions(values: Values, **parts: str) -> dict[str, Any]:
    """The expressions of a request, with the names and values they use."""
    given = {_PARTS[part]: expression for part, expression in parts.items() if expression}
    names = {f"#{name}": name for expression in given.values() for name in _NAME.findall(expression)}
    return {
        **given,
        **({"ExpressionAttributeNames": names} if names else {}),
        **({"ExpressionAttributeValues": to_wire(values)} if values else {}),
    }
