"""The log of blind periods, in the `watch` table."""

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
    """The port BlindPeriodLog on DynamoDB.

    Start, feed and end identify a period, so that recording it again changes nothing. A longer period, found again
    after a crash, is stored beside the shorter one.
    """

    table: Table

    def add(self, period: BlindPeriod) -> None:
        sk = f"{BLIND}{instant(period.start)}#{period.feed}#{instant(period.end)}"
        item = {"pk": period.account, "sk": sk} | attributes(period, but=("account",))
        with suppress(ConditionFailed):
            self.table.put(item, "attribute_not_exists(#pk)")

    def of(self, account: AccountId) -> Sequence[BlindPeriod]:
        items = self.table.query("#pk = :pk AND begins_with(#sk, :blind)", {":pk": account, ":blind": BLIND})
        return [read(BlindPeriod, {"account": item["pk"], **item}) for item in items]
