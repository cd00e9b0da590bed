"""Reads the records of the deliveries queue."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from watchdesk.aws.lambda_events import record_bodies
from watchdesk.core.account import AccountId
from watchdesk.publishing.domain.post import PostId


class DeliveryRequest(BaseModel):
    """The body of one record on the deliveries queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    post: str
    account: str


def delivery_requests(
    event: Mapping[str, Any],
) -> tuple[dict[str, tuple[PostId, AccountId]], list[str]] | None:
    """Return the delivery that each SQS record names and the ids of records that cannot be read.

    Returns None if the schedule called, which means all deliveries that are due.
    """
    if "Records" not in event:
        return None
    asked: dict[str, tuple[PostId, AccountId]] = {}
    broken: list[str] = []
    for record_id, body in record_bodies(event):
        try:
            request = DeliveryRequest.model_validate_json(body)
            asked[record_id] = PostId(request.post), AccountId(request.account)
        except ValidationError:
            broken.append(record_id)
    return asked, broken
