"""The queues: one record per account to poll, per alert to escalate, per delivery to send."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from watchdesk.domain.account import AccountId
from watchdesk.domain.alert import AlertId
from watchdesk.domain.errors import TryLater
from watchdesk.domain.post import PostId

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

T = TypeVar("T")

BATCH = 10
"""The most records one SendMessageBatch takes (SQS quotas)."""


@dataclass(frozen=True, slots=True)
class SqsPollQueue:
    """The port PollQueue."""

    client: "SQSClient"
    url: str

    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        return _send(self.client, self.url, accounts, lambda account: {"account": account})


@dataclass(frozen=True, slots=True)
class SqsEscalationQueue:
    """The port EscalationQueue."""

    client: "SQSClient"
    url: str

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        return _send(self.client, self.url, alerts, lambda alert: {"alert": alert})


@dataclass(frozen=True, slots=True)
class SqsDeliveryRequests:
    """The port DeliveryRequests."""

    client: "SQSClient"
    url: str

    def put(self, deliveries: Sequence[tuple[PostId, AccountId]]) -> None:
        _send(self.client, self.url, deliveries, lambda asked: {"post": asked[0], "account": asked[1]})


def _send(client: "SQSClient", url: str, values: Sequence[T], record: Callable[[T], Mapping[str, str]]) -> list[T]:
    """Those the queue took; a batch may be taken in part. Raises TryLater if it took none and did not answer."""
    taken: list[T] = []
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        try:
            answer = client.send_message_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(index), "MessageBody": json.dumps(record(value))}
                    for index, value in enumerate(batch)
                ],
            )
        except (ClientError, BotoCoreError) as error:
            if taken:
                break
            raise TryLater(f"SQS took nothing: {type(error).__name__}") from None
        taken += [batch[int(each["Id"])] for each in answer.get("Successful", [])]
    return taken
