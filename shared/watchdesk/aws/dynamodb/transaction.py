"""Writes several items in one transaction: all of them or none.

boto3 gives every call a ClientRequestToken and repeats it when it retries. So a retry after a lost answer returns
the same result, and our own conditions do not refuse it.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from watchdesk.aws.dynamodb.codec import Item, to_wire
from watchdesk.aws.dynamodb.errors import ConditionFailed, table_request
from watchdesk.aws.dynamodb.table import ATTEMPTS, FIRST_PAUSE, Key, Table, Values, expressions
from watchdesk.core.errors import TryLater

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


@dataclass(frozen=True, slots=True)
class Put:
    """Store the whole item if the condition holds."""

    item: Item
    condition: str = ""
    values: Values = field(default_factory=dict)

    def as_request(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, condition=self.condition)
        return {"Put": {"TableName": table, "Item": to_wire(self.item), **given}}


@dataclass(frozen=True, slots=True)
class Update:
    """Change the item if the condition holds."""

    key: Key
    change: str
    condition: str
    values: Values

    def as_request(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, update=self.change, condition=self.condition)
        return {"Update": {"TableName": table, "Key": to_wire(self.key), **given}}


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete the item; succeeds if it does not exist."""

    key: Key

    def as_request(self, table: str) -> dict[str, Any]:
        return {"Delete": {"TableName": table, "Key": to_wire(self.key)}}


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """Write nothing; the whole transaction fails unless the condition holds for this item."""

    key: Key
    condition: str
    values: Values

    def as_request(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, condition=self.condition)
        return {"ConditionCheck": {"TableName": table, "Key": to_wire(self.key), **given}}


@dataclass(frozen=True, slots=True)
class OtherTableWrite:
    """Write to another table in the same transaction."""

    table: str
    write: Put | Update | ConditionCheck

    def as_request(self, _: str) -> dict[str, Any]:
        return self.write.as_request(self.table)


def transact_write(table: Table, *writes: Put | Update | Delete | ConditionCheck | OtherTableWrite) -> bool:
    """Make all the writes, or return False and make none if any condition did not hold.

    A transaction takes up to a hundred writes, each to a different item. Raises TryLater if other transactions
    held the items through all attempts.
    """
    wired = [cast("TransactWriteItemTypeDef", write.as_request(table.name)) for write in writes]
    for attempt in range(ATTEMPTS):
        if attempt:
            table.pause(FIRST_PAUSE * 2 ** (attempt - 1))
        try:
            _attempt(table, wired)
        except ConditionFailed:
            return False
        except _TransactionConflict:
            continue
        return True
    raise TryLater(f"TransactWriteItems on {table.name}: others were writing through {ATTEMPTS} attempts")


class _TransactionConflict(Exception):
    """Tells that another transaction held one of the items. It never leaves this module."""


def _attempt(table: Table, writes: "list[TransactWriteItemTypeDef]") -> None:
    with table_request(table.name, "TransactWriteItems"):
        try:
            table.client.transact_write_items(TransactItems=writes)
        except table.client.exceptions.TransactionCanceledException as error:
            raise _cancellation_error(error) from None


def _cancellation_error(error: ClientError) -> Exception:
    reasons = cast("list[dict[str, Any]]", cast("dict[str, Any]", error.response).get("CancellationReasons", []))
    codes = {reason.get("Code") for reason in reasons}
    if "ConditionalCheckFailed" in codes:
        return ConditionFailed(None)
    if codes & {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}:
        return _TransactionConflict()
    return error
