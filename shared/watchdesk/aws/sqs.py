"""Sends records to SQS queues in batches."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from watchdesk.aws.errors import translate_errors
from watchdesk.core.errors import TryLater

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

T = TypeVar("T")

BATCH = 10
"""The most records one SendMessageBatch takes (SQS quotas)."""


def send_records(
    client: "SQSClient", url: str, values: Sequence[T], record: Callable[[T], Mapping[str, str]]
) -> list[T]:
    """Send one record for each value and return the values that the queue took. It may take a batch in part.

    Raises TryLater if the first batch was not answered. After a later batch fails, the values taken so far return.
    """
    taken: list[T] = []
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        try:
            taken += _send_batch(client, url, batch, record)
        except TryLater:
            if not taken:
                raise
            break
    return taken


def _send_batch(
    client: "SQSClient", url: str, batch: Sequence[T], record: Callable[[T], Mapping[str, str]]
) -> list[T]:
    with translate_errors(_took_nothing, _took_nothing):
        answer = client.send_message_batch(
            QueueUrl=url,
            Entries=[
                {"Id": str(index), "MessageBody": json.dumps(record(value))} for index, value in enumerate(batch)
            ],
        )
    return [batch[int(entry["Id"])] for entry in answer.get("Successful", [])]


def _took_nothing(error: Exception) -> TryLater:
    return TryLater(f"SQS took nothing: {type(error).__name__}")
