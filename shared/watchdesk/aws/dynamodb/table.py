"""One DynamoDB table, read and written in plain Python values.

In an expression `#name` stands for the attribute `name` and `:value` for one of the given values. So no attribute
can collide with DynamoDB's reserved words.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watchdesk.aws.dynamodb.codec import Item, from_wire, to_wire
from watchdesk.aws.dynamodb.errors import table_request
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
"""Seconds before the second attempt. The pause doubles each time, so all attempts take about 1.5 seconds."""

_NAME = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class Table:
    """Every method raises TryLater, NeedsAPerson or Defect. With a condition it also raises ConditionFailed."""

    client: "DynamoDBClient"
    name: str
    pause: Callable[[float], None] = time.sleep

    def get(self, key: Key, only: str = "") -> Item | None:
        """Return the current item, or `only` some attributes of it, such as "#state, #deadline"."""
        request: dict[str, Any] = {"Key": to_wire(key), "ConsistentRead": True} | expressions({}, project=only)
        with table_request(self.name, "GetItem"):
            found = self.client.get_item(TableName=self.name, **request)
        return from_wire(found["Item"]) if "Item" in found else None

    def put(
        self, item: Item, condition: str = "", values: Values | None = None, *, return_item: bool = False
    ) -> None:
        """Store the whole item if the condition holds. `return_item` puts the stored item into ConditionFailed."""
        request: dict[str, Any] = {"Item": to_wire(item)}
        request |= _conditional(values, return_item=return_item, condition=condition)
        with table_request(self.name, "PutItem"):
            self.client.put_item(TableName=self.name, **request)

    def update(self, key: Key, change: str, condition: str, values: Values, *, return_item: bool = False) -> Item:
        """Change the item if the condition holds.

        With `return_item`, the changed item is returned, and ConditionFailed carries the stored one.
        """
        request: dict[str, Any] = {"Key": to_wire(key), "ReturnValues": "ALL_NEW" if return_item else "NONE"}
        request |= _conditional(values, return_item=return_item, condition=condition, update=change)
        with table_request(self.name, "UpdateItem"):
            changed = self.client.update_item(TableName=self.name, **request)
        return from_wire(changed.get("Attributes", {}))

    def delete(self, key: Key) -> None:
        """Delete the item. A missing item is no error."""
        with table_request(self.name, "DeleteItem"):
            self.client.delete_item(TableName=self.name, Key=to_wire(key))

    def query(  # noqa: PLR0913  the parts of one request are named at the call
        self,
        where: str,
        values: Values,
        *,
        index: str = "",
        limit: int | None = None,
        after: Item | None = None,
        back_from: Item | None = None,
    ) -> Iterator[Item]:
        """Yield the matching items in the order of their sort key.

        Reads of the table are consistent, and reads of an index are not. The items begin behind the key `after`.
        With `back_from`, they go backwards from that key, or from the last item if it is empty. A key for an index
        holds the keys of the table and of the index.
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
            with table_request(self.name, "Query"):
                page = self.client.query(TableName=self.name, **request)
            yield from map(from_wire, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
            left -= len(page["Items"])

    def scan(self, where: str, values: Values, only: str, after: Item | None) -> tuple[list[Item], Item | None]:
        """Return what matches in one page (1 MB) of the table, and the key after which the next page begins."""
        request = expressions(values, filter=where, project=only)
        request |= {"ExclusiveStartKey": to_wire(after)} if after else {}
        with table_request(self.name, "Scan"):
            page = self.client.scan(TableName=self.name, **request)
        last = page.get("LastEvaluatedKey")
        return list(map(from_wire, page["Items"])), from_wire(last) if last else None

    def get_all(self, keys: Iterable[Key], only: str = "", *, consistent: bool = True) -> Iterator[Item]:
        """Yield those items that exist, or `only` some attributes of them, in any order."""
        wanted = list({tuple(sorted(key.items())): key for key in keys}.values())
        options = expressions({}, project=only) | {"ConsistentRead": consistent}
        for start in range(0, len(wanted), BATCH):
            yield from self._batch([to_wire(key) for key in wanted[start : start + BATCH]], options)

    def _batch(self, keys: Any, options: Any) -> Iterator[Item]:  # noqa: ANN401  keys in DynamoDB's notation
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(FIRST_PAUSE * 2 ** (attempt - 1))
            with table_request(self.name, "BatchGetItem"):
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


def _conditional(values: Values | None, *, return_item: bool, **parts: str) -> dict[str, Any]:
    stored = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if return_item else {}
    return expressions(values or {}, **parts) | stored


def expressions(values: Values, **parts: str) -> dict[str, Any]:
    """Return the expressions of a request, with the names and values they use."""
    given = {_PARTS[part]: expression for part, expression in parts.items() if expression}
    names = {f"#{name}": name for expression in given.values() for name in _NAME.findall(expression)}
    return {
        **given,
        **({"ExpressionAttributeNames": names} if names else {}),
        **({"ExpressionAttributeValues": to_wire(values)} if values else {}),
    }
