"""The sessions of the accounts with their platforms, in the `sessions` table."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.core.errors import LeaseLost


@dataclass(frozen=True, slots=True)
class DynamoSessionStore:
    """Holds the port SessionStore.

    A write whose answer was lost counts as done if the table holds that session.
    """

    table: Table

    def read(self, account: AccountId) -> tuple[Mapping[str, str] | None, int]:
        return _session_and_revision(self.table.get({"pk": account}))

    def write(self, account: AccountId, session: Mapping[str, str], revision: int) -> int:
        written: Item = {"pk": account, "session": dict(session), "revision": revision + 1}
        condition, values = "attribute_not_exists(#pk)", {}
        if revision:
            condition, values = "#revision = :read", {":read": revision}
        try:
            self.table.put(written, condition, values, return_item=True)
        except ConditionFailed as found:
            if _session_and_revision(found.item) != _session_and_revision(written):
                raise LeaseLost("the session has moved on") from None
        return revision + 1


def _session_and_revision(item: Item | None) -> tuple[Mapping[str, str] | None, int]:
    return (None, 0) if item is None else (item["session"], int(item["revision"]))
