"""The queues: one record per account to poll, one per alert to escalate."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from botocore.exceptions import ClientError, HTTPClientError

from watchdesk.domain.account import AccountId
from watchdesk.domain.alert import AlertId
from watchdesk.domain.errors import TryLater

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

T = TypeVar("T", bound=str)

BATCH = 10
"""The most records one SendMessageBatch takes (SQS quotas)."""


@dataclass(frozen=True, slots=True)
class SqsPollQueue:
    """The port PollQueue."""

    client: "SQSClient"
    url: str

    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        return _send(self.client, self.url, "account", accounts)


@dataclass(frozen=True, slots=True)
class SqsEscalationQueue:
    """The port EscalationQueue."""

    client: "SQSClient"
    url: str

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        return _send(self.client, self.url, "alert", alerts)


def _send(client: "SQSClient", url: str, name: str, values: Sequence[T]) -> list[T]:
    """Those the queue took; a batch may be taken in part. Raises TryLater if it took none and did not answer."""
    taken: list[T] = []
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        try:
            answer = client.send_message_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(index), "MessageBody": json.dumps({name: value})}
                    for index, value in enumerate(batch)
                ],
            )
        except (ClientError, HTTPClientError) as error:
            if taken:
                break
            raise TryLater(f"SQS took nothing: {type(error).__name__}") from None
        taken += [batch[int(each["Id"])] for each in answer.get("Successful", [])]
    return taken
