"""The ledger of what is wrong and who was told, in the `watch` table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.oversight.domain.incident import Incident

LEDGER = "audit#trouble"
"""No account's id holds a `#`."""


@dataclass(frozen=True, slots=True)
class DynamoIncidents:
    """The port Troubles. A write whose answer was lost counts as done if that is what stands there."""

    table: Table

    def all(self) -> Sequence[Incident]:
        return [_of(item) for item in self.table.query("#pk = :ledger", {":ledger": LEDGER})]

    def keep(self, trouble: Incident) -> Incident | None:
        kept = replace(trouble, revision=trouble.revision + 1)
        condition, values = "attribute_not_exists(#pk)", {}
        if trouble.revision:
            condition, values = "#revision = :read", {":read": trouble.revision}
        item = {"pk": LEDGER, "sk": kept.key, **attributes(kept)}
        try:
            self.table.put(item, condition, values, return_item=True)
        except ConditionFailed as found:
            if found.item is None or _of(found.item) != kept:
                return None
        return kept


def _of(item: Item) -> Incident:
    return read(Incident, item)
