"""Several items, written whole or not at all: those of one table, and of another where that is said.

boto3 gives every call a ClientRequestToken and repeats it when it tries again, so an answer that was lost is
given once more instead of being refused by our own conditions.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from watchdesk.aws.dynamodb.codec import Item, to_wire
from watchdesk.aws.dynamodb.errors import ConditionFailed, translated
from watchdesk.aws.dynamodb.table import ATTEMPTS, FIRST_PAUSE, Key, Table, Values, expressions
from watchdesk.core.errors import TryLater

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


@dataclass(frozen=True, slots=True)
class Put:
    item: Item
    condition: str = ""
    values: Values = field(default_factory=dict)

    def on(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, condition=self.condition)
        return {"Put": {"TableName": table, "Item": to_wire(self.item), **given}}


@dataclass(frozen=True, slots=True)
class Update:
    key: Key
    change: str
    condition: str
    values: Values

    def on(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, update=self.change, condition=self.condition)
        return {"Update": {"TableName": table, "Key": to_wire(self.key), **given}}


@dataclass(frozen=True, slots=True)
class Delete:
    """Whether it is there or not."""

    key: Key

    def on(self, table: str) -> dict[str, Any]:
        return {"Delete": {"TableName": table, "Key": to_wire(self.key)}}


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """Nothing is written here, but nothing elsewhere either unless this holds."""

    key: Key
    condition: str
    values: Values

    def on(self, table: str) -> dict[str, Any]:
        given = expressions(self.values, condition=self.condition)
        return {"ConditionCheck": {"TableName": table, "Key": to_wire(self.key), **given}}


@dataclass(frozen=True, slots=True)
class OtherTableWrite:
    """A write to another table, in the same transaction."""

    table: str
    write: Put | Update | ConditionCheck

    def on(self, _: str) -> dict[str, Any]:
        return self.write.on(self.table)


def transact_write(table: Table, *writes: Put | Update | Delete | ConditionCheck | OtherTableWrite) -> bool:
    """False if any condition did not hold. At most a hundred writes, each of an item of its own."""
    wired = [cast("TransactWriteItemTypeDef", each.on(table.name)) for each in writes]
    for attempt in range(ATTEMPTS):
        if attempt:
            table.pause(FIRST_PAUSE * 2 ** (attempt - 1))
        try:
            _try(table, wired)
        except ConditionFailed:
            return False
        except _Conflict:
            continue
        return True
    raise TryLater(f"TransactWriteItems on {table.name}: others were writing through {ATTEMPTS} attempts")


class _Conflict(Exception):
    """Another transaction held one of the items: this one may succeed in a moment. It never leaves this module."""


def _try(table: Table, writes: "list[TransactWriteItemTypeDef]") -> None:
    with translated(table.name, "TransactWriteItems"):
        try:
            table.client.transact_write_items(TransactItems=writes)
        except table.client.exceptions.TransactionCanceledException as error:
            raise _cancelled(error) from None


def _cancelled(error: ClientError) -> Exception:
    reasons = cast("list[dict[str, Any]]", cast("dict[str, Any]", error.response).get("CancellationReasons", []))
    codes = {reason.get("Code") for reason in reasons}
    if "ConditionalCheckFailed" in codes:
        return ConditionFailed(None)
    if codes & {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}:
        return _Conflict()
    return error
