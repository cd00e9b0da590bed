"""Reads the SQS records of a Lambda event, and reports which of them failed."""

from collections.abc import Iterator, Mapping
from typing import Any


def record_bodies(event: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the id and the body of each SQS record."""
    for record in event["Records"]:
        yield record["messageId"], record["body"]


def batch_failures(record_ids: list[str]) -> dict[str, list[dict[str, str]]]:
    """Return Lambda's answer for a partly failed batch. SQS delivers only these records again."""
    return {"batchItemFailures": [{"itemIdentifier": record_id} for record_id in record_ids]}
