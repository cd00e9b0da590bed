"""Lists the alerts of the `alerts` table for the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.dynamodb.alert_item import ALERT, alert_key, alert_of
from watchdesk.aws.dynamodb.codec import Item, instant
from watchdesk.aws.dynamodb.due_index import INDEX as ATTENTION
from watchdesk.aws.dynamodb.due_index import SHARDS
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId

ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class DynamoAlertList:
    """Implements the port AlertList."""

    table: Table

    def unresolved(self) -> Sequence[Alert]:
        items = (
            item
            for shard in SHARDS
            for item in self.table.query("#attention_shard = :shard", {":shard": shard}, index=ATTENTION)
        )
        alerts = [alert for alert in self._read(items) if alert.state is not AlertState.RESOLVED]
        return sorted(alerts, key=_by_opening)

    def opened_since(self, account: AccountId, since: datetime, limit: int) -> Sequence[Alert]:
        items = self.table.query(
            "#account = :account AND #opened_at >= :since",
            {":account": account, ":since": instant(since)},
            index=ACCOUNT,
            limit=limit,
            back_from={},
        )
        return sorted(self._read(items), key=_by_opening, reverse=True)

    def _read(self, items: Iterable[Item]) -> Iterable[Alert]:
        """Return the alerts among these items. The due index of this table holds other kinds of items too."""
        keys = [alert_key(AlertId(item["pk"])) for item in items if item["sk"] == ALERT]
        return map(alert_of, self.table.get_all(keys))


def _by_opening(alert: Alert) -> tuple[datetime, AlertId]:
    return alert.opened_at, alert.id
