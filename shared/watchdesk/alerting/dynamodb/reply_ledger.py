"""The `alerts` table: the texts from people that were answered, and how many answers were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write


@dataclass(frozen=True, slots=True)
class DynamoAnswerLedger:
    """The port AnswerLedger. One transaction records the answer and counts it against its allowances."""

    table: Table

    def is_answered(self, inbound: InboundId) -> bool:
        return self.table.get(_inbound_key(inbound)) is not None

    def answer(self, inbound: InboundId, now: datetime, allowances: Sequence[AnswerAllowance]) -> bool:
        answered = Put({**_inbound_key(inbound), "answered_at": instant(now)}, "attribute_not_exists(#pk)")
        return transact_write(self.table, answered, *(_allowance_update(allowance) for allowance in allowances))


def _inbound_key(inbound: InboundId) -> Key:
    return {"pk": f"inbound#{inbound}", "sk": "inbound"}


def _allowance_update(allowance: AnswerAllowance) -> Update:
    return Update(
        {"pk": f"allowance#{allowance.name}", "sk": "allowance"},
        "SET #used = if_not_exists(#used, :none) + :one",
        "attribute_not_exists(#used) OR #used < :most",
        {":none": 0, ":one": 1, ":most": allowance.most},
    )
