"""The ledger of blind periods, in the `watch` table."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import attributes, instant, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import BlindPeriod
from watchdesk.inbox.dynamodb.feed_state_item import BLIND


@dataclass(frozen=True, slots=True)
class DynamoBlindPeriodLog:
    """The port BlindPeriodLog.

    A line is its start, feed and end: repeating it changes nothing, and a longer period that a crash made us
    find again stands beside the shorter one.
    """

    table: Table

    def add(self, period: BlindPeriod) -> None:
        sk = f"{BLIND}{instant(period.start)}#{period.feed}#{instant(period.end)}"
        line = {"pk": period.account, "sk": sk} | attributes(period, but=("account",))
        with suppress(ConditionFailed):
            self.table.put(line, "attribute_not_exists(#pk)")

    def of(self, account: AccountId) -> Sequence[BlindPeriod]:
        lines = self.table.query("#pk = :pk AND begins_with(#sk, :blind)", {":pk": account, ":blind": BLIND})
        return [read(BlindPeriod, {"account": line["pk"], **line}) for line in lines]
