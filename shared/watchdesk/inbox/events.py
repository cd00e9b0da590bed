"""Reads the records of the polls queue."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from watchdesk.aws.lambda_events import record_bodies
from watchdesk.core.account import AccountId


class PollRequest(BaseModel):
    """The body of one record of the polls queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    account: str


def poll_requests(event: Mapping[str, Any]) -> tuple[dict[str, AccountId], list[str]]:
    """Return the account that each SQS record names, by record id, and the ids of the records that are invalid."""
    requested: dict[str, AccountId] = {}
    invalid: list[str] = []
    for record_id, body in record_bodies(event):
        try:
            requested[record_id] = AccountId(PollRequest.model_validate_json(body).account)
        except ValidationError:
            invalid.append(record_id)
    return requested, invalid
