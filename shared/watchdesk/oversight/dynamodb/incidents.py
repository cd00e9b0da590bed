"""The incidents, in the `watch` table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.oversight.domain.incident import Incident

LEDGER = "audit#trouble"
"""The partition key of all incidents. It collides with no account, because no account's id holds a `#`."""


@dataclass(frozen=True, slots=True)
class DynamoIncidents:
    """The port Incidents. If the answer to a write was lost, it counts as done if the same item is stored."""

    table: Table

    def all(self) -> Sequence[Incident]:
        return [_incident_of(item) for item in self.table.query("#pk = :ledger", {":ledger": LEDGER})]

    def save(self, incident: Incident) -> Incident | None:
        saved = replace(incident, revision=incident.revision + 1)
        condition, values = "attribute_not_exists(#pk)", {}
        if incident.revision:
            condition, values = "#revision = :read", {":read": incident.revision}
        item = {"pk": LEDGER, "sk": saved.key, **attributes(saved)}
        try:
            self.table.put(item, condition, values, return_item=True)
        except ConditionFailed as found:
            if found.item is None or _incident_of(found.item) != saved:
                return None
        return saved


def _incident_of(item: Item) -> Incident:
    return read(Incident, item)
