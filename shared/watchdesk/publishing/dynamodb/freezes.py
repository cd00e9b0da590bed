"""The freezes have a partition of their own in the `posts` table."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import attributes, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.account import AccountId
from watchdesk.publishing.domain.freeze import Freeze

FREEZE = "freeze#"
"""The partition key, and the prefix of the account in `sk`. The freeze of the whole force has no account."""


@dataclass(frozen=True, slots=True)
class DynamoFreezes:
    """The port Freezes. The item of a lifted freeze stays, like every other record in this table."""

    table: Table

    def all(self) -> Sequence[Freeze]:
        found = self.table.query("#pk = :freeze", {":freeze": FREEZE})
        return [read(Freeze, {"account": None, **item}) for item in found if not item["lifted"]]

    def put(self, freeze: Freeze) -> None:
        self.table.put({**attributes(freeze), **_key(freeze.account), "lifted": False})

    def lift(self, account: AccountId | None) -> bool:
        try:
            self.table.update(_key(account), "SET #lifted = :yes", "#lifted = :no", {":yes": True, ":no": False})
        except ConditionFailed:
            return False
        return True


def _key(account: AccountId | None) -> Key:
    return {"pk": FREEZE, "sk": FREEZE + (account or "")}
