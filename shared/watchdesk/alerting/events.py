"""Reads the records of the escalations queue, and the texts that people send to our number."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from watchdesk.alerting.sms.reply_parser import InboundId, InboundText
from watchdesk.aws.lambda_events import record_bodies
from watchdesk.core.errors import Defect


class EscalationRequest(BaseModel):
    """The body of one record on the escalations queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    alert: str


class InboundSms(BaseModel):
    """What End User Messaging publishes for one text to our number.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    sender: Annotated[str, StringConstraints(max_length=64)] = Field(alias="originationNumber")
    words: str = Field(alias="messageBody")
    id: Annotated[str, StringConstraints(min_length=1, max_length=256)] = Field(alias="inboundMessageId")


def escalation_requests(event: Mapping[str, Any]) -> tuple[dict[str, str], list[str]] | None:
    """Return the alert that each SQS record names and the ids of records that cannot be read.

    Returns None if the schedule called, which means all alerts that are due.
    """
    if "Records" not in event:
        return None
    asked: dict[str, str] = {}
    broken: list[str] = []
    for record_id, body in record_bodies(event):
        try:
            asked[record_id] = EscalationRequest.model_validate_json(body).alert
        except ValidationError:
            broken.append(record_id)
    return asked, broken


def inbound_texts(event: Mapping[str, Any]) -> list[InboundText]:
    """Return the texts that SNS brings, with the time at which each was first published.

    Raises Defect, without a word of the text, if one is not as End User Messaging writes it. Lambda then delivers
    it again, and in the end moves it to the dead-letter queue.
    """
    try:
        return [_inbound_text(record["Sns"]) for record in event["Records"]]
    except (ValidationError, ValueError, KeyError) as error:
        raise Defect(f"a text that came in cannot be read: {type(error).__name__}") from None


def _inbound_text(notice: Mapping[str, Any]) -> InboundText:
    sms = InboundSms.model_validate_json(notice["Message"])
    at = datetime.fromisoformat(notice["Timestamp"]).astimezone(UTC)
    return InboundText(id=InboundId(sms.id), sender=sms.sender, words=sms.words, at=at)
