"""What arrives from outside a function, parsed at the edge."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from watchdesk.domain.account import AccountId
from watchdesk.domain.errors import Defect
from watchdesk.domain.post import PostId
from watchdesk.domain.reply import InboundId, InboundText


class PollRequest(BaseModel):
    """The body of one record on the polls queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    account: str


class EscalationRequest(BaseModel):
    """The body of one record on the escalations queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    alert: str


class DeliveryRequest(BaseModel):
    """The body of one record on the deliveries queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    post: str
    account: str


class InboundSms(BaseModel):
    """What End User Messaging publishes for one text to our number.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    sender: Annotated[str, StringConstraints(max_length=64)] = Field(alias="originationNumber")
    words: str = Field(alias="messageBody")
    id: Annotated[str, StringConstraints(min_length=1, max_length=256)] = Field(alias="inboundMessageId")


def poll_requests(event: Mapping[str, Any]) -> tuple[dict[str, AccountId], list[str]]:
    """The account each SQS record asks for, by record id, and the ids of records that ask for nothing sensible."""
    asked: dict[str, AccountId] = {}
    broken: list[str] = []
    for record_id, body in _bodies(event):
        try:
            asked[record_id] = AccountId(PollRequest.model_validate_json(body).account)
        except ValidationError:
            broken.append(record_id)
    return asked, broken


def escalation_requests(event: Mapping[str, Any]) -> tuple[dict[str, str], list[str]] | None:
    """The alert each SQS record asks for and the broken records; None if the schedule called: all that is due."""
    if "Records" not in event:
        return None
    asked: dict[str, str] = {}
    broken: list[str] = []
    for record_id, body in _bodies(event):
        try:
            asked[record_id] = EscalationRequest.model_validate_json(body).alert
        except ValidationError:
            broken.append(record_id)
    return asked, broken


def delivery_requests(
    event: Mapping[str, Any],
) -> tuple[dict[str, tuple[PostId, AccountId]], list[str]] | None:
    """The delivery each SQS record asks for and the broken records; None if the schedule called for all due."""
    if "Records" not in event:
        return None
    asked: dict[str, tuple[PostId, AccountId]] = {}
    broken: list[str] = []
    for record_id, body in _bodies(event):
        try:
            request = DeliveryRequest.model_validate_json(body)
            asked[record_id] = PostId(request.post), AccountId(request.account)
        except ValidationError:
            broken.append(record_id)
    return asked, broken


def inbound_texts(event: Mapping[str, Any]) -> list[InboundText]:
    """The texts that SNS brings, dated by when they were first published.

    Raises Defect, without a word of it, for one that is not as End User Messaging writes it: it is brought again
    and then kept among the dead.
    """
    try:
        return [_inbound_text(record["Sns"]) for record in event["Records"]]
    except (ValidationError, ValueError, KeyError) as error:
        raise Defect(f"a text that came in cannot be read: {type(error).__name__}") from None


def _inbound_text(notice: Mapping[str, Any]) -> InboundText:
    sms = InboundSms.model_validate_json(notice["Message"])
    at = datetime.fromisoformat(notice["Timestamp"]).astimezone(UTC)
    return InboundText(id=InboundId(sms.id), sender=sms.sender, words=sms.words, at=at)


def batch_failures(record_ids: list[str]) -> dict[str, list[dict[str, str]]]:
    """Lambda's partial batch answer: only these records are delivered again."""
    return {"batchItemFailures": [{"itemIdentifier": record_id} for record_id in record_ids]}


def _bodies(event: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for record in event["Records"]:
        yield record["messageId"], record["body"]
