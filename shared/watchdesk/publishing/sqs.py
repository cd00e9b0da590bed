"""The queue of deliveries to send: one record for each post and account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.sqs import send_records
from watchdesk.core.account import AccountId
from watchdesk.publishing.domain.post import PostId

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class SqsDeliveryRequests:
    """The port DeliveryRequests."""

    client: "SQSClient"
    url: str

    def put(self, deliveries: Sequence[tuple[PostId, AccountId]]) -> None:
        send_records(self.client, self.url, deliveries, lambda asked: {"post": asked[0], "account": asked[1]})
