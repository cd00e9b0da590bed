"""The queue of accounts to poll holds one record for each account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.sqs import send_records
from watchdesk.core.account import AccountId

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class SqsPollQueue:
    """The port PollQueue on SQS."""

    client: "SQSClient"
    url: str

    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        return send_records(self.client, self.url, accounts, lambda account: {"account": account})
