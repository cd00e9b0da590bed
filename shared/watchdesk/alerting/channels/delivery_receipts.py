"""The reports of SNS and End User Messaging, as CloudWatch Logs hands them to a function, in our words.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
"""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

from pydantic import AliasPath, BaseModel, ConfigDict, Field, ValidationError

from watchdesk.alerting.ports.pagers import ReceiptStatus
from watchdesk.alerting.ports.receipts import CarrierReport

DATA = "DATA_MESSAGE"
"""The other kind, CONTROL_MESSAGE, only asks whether anybody is there."""
OPTED_OUT = "opted out"
QUOTA = "no quota left for account"

GONE_FOR_GOOD = frozenset(
    {
        "blocked as spam by phone carrier",
        "destination is blacklisted",
        "destination is on a blocked list",
        "invalid phone number",
        "message body is invalid",
        QUOTA,
        "phone carrier has blocked this message",
        "phone has blocked sms",
        "phone is blacklisted",
        "phone is on a blocked list",
        "this delivery would exceed max price",
    }
)
"""What SNS says of a text that would fail again; of any other failure it may be that another try arrives.

https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sms_stats_delivery_fail_reasons
"""

EVENTS: Mapping[str, ReceiptStatus] = {
    "TEXT_DELIVERED": ReceiptStatus.DELIVERED,
    "TEXT_SUCCESSFUL": ReceiptStatus.DELIVERED,
    "TEXT_CARRIER_UNREACHABLE": ReceiptStatus.FAILED_FOR_NOW,
    "TEXT_TTL_EXPIRED": ReceiptStatus.FAILED_FOR_NOW,
    "TEXT_UNREACHABLE": ReceiptStatus.FAILED_FOR_NOW,
    "TEXT_BLOCKED": ReceiptStatus.FAILED,
    "TEXT_CARRIER_BLOCKED": ReceiptStatus.FAILED,
    "TEXT_INVALID": ReceiptStatus.FAILED,
    "TEXT_INVALID_MESSAGE": ReceiptStatus.FAILED,
    "TEXT_PROTECT_BLOCKED": ReceiptStatus.FAILED,
    "TEXT_SPAM": ReceiptStatus.FAILED,
}
"""The events of End User Messaging that are the last word, if they say so themselves; TEXT_UNKNOWN tells nothing.

https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
"""


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _OfSns(_Report):
    provider_id: str = Field(validation_alias=AliasPath("notification", "messageId"), min_length=1)
    status: str
    phone: str = Field("", validation_alias=AliasPath("delivery", "destination"))
    response: str = Field("", validation_alias=AliasPath("delivery", "providerResponse"))


class _OfEndUserMessaging(_Report):
    provider_id: str = Field(validation_alias="messageId", min_length=1)
    event: str = Field(validation_alias="eventType")
    is_final: bool = Field(validation_alias="isFinal")
    phone: str = Field("", validation_alias="destinationPhoneNumber")
    description: str = Field("", validation_alias="messageStatusDescription")


def reports_in(event: Mapping[str, Any]) -> tuple[list[CarrierReport], int]:
    """The reports of one delivery of CloudWatch Logs, and how many of its lines nobody could read."""
    envelope = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    lines = [each["message"] for each in envelope["logEvents"]] if envelope["messageType"] == DATA else []
    read = [_report(line) for line in lines]
    reports = [report for report in read if report is not None]
    return reports, len(read) - len(reports)


def _report(line: str) -> CarrierReport | None:
    for read in (_of_sns, _of_end_user_messaging):
        try:
            return read(line)
        except ValidationError:
            continue
    return None


def _of_sns(line: str) -> CarrierReport:
    said = _OfSns.model_validate_json(line)
    why = said.response.strip().rstrip(".").lower()
    has_opted_out = OPTED_OUT in why
    receipt = {"SUCCESS": ReceiptStatus.DELIVERED, "FAILURE": ReceiptStatus.FAILED_FOR_NOW}.get(said.status)
    if receipt is ReceiptStatus.FAILED_FOR_NOW and (has_opted_out or why in GONE_FOR_GOOD):
        receipt = ReceiptStatus.FAILED
    return CarrierReport(
        provider_id=said.provider_id,
        receipt=receipt,
        has_opted_out=receipt is ReceiptStatus.FAILED and has_opted_out,
        is_quota_spent=receipt is ReceiptStatus.FAILED and why == QUOTA,
        phone=said.phone,
    )


def _of_end_user_messaging(line: str) -> CarrierReport:
    said = _OfEndUserMessaging.model_validate_json(line)
    receipt = EVENTS.get(said.event) if said.is_final else None
    return CarrierReport(
        provider_id=said.provider_id,
        receipt=receipt,
        has_opted_out=receipt is ReceiptStatus.FAILED and OPTED_OUT in said.description.lower(),
        phone=said.phone,
    )
