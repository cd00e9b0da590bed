"""Reads the delivery reports of SNS.

https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sns-viewing-cloudwatch-logs
"""

from pydantic import AliasPath, BaseModel, ConfigDict, Field, ValidationError

from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.receipts import CarrierReport

OPTED_OUT = "opted out"
QUOTA = "no quota left for account"
FINAL_FAILURES = frozenset(
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
"""The reasons that SNS gives for a text that would fail again. After any other failure another try may arrive.

https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sms_stats_delivery_fail_reasons
"""
_STATUS = {"SUCCESS": ReceiptStatus.DELIVERED, "FAILURE": ReceiptStatus.FAILED_FOR_NOW}


class SnsReport(BaseModel):
    """One line that SNS writes about one text."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    provider_id: str = Field(validation_alias=AliasPath("notification", "messageId"), min_length=1)
    status: str
    phone: str = Field("", validation_alias=AliasPath("delivery", "destination"))
    response: str = Field("", validation_alias=AliasPath("delivery", "providerResponse"))


def read_report(line: str) -> CarrierReport | None:
    """Return the report in this line, or None if SNS did not write it."""
    try:
        report = SnsReport.model_validate_json(line)
    except ValidationError:
        return None
    reason = report.response.strip().rstrip(".").lower()
    has_opted_out = OPTED_OUT in reason
    status = _STATUS.get(report.status)
    if status is ReceiptStatus.FAILED_FOR_NOW and (has_opted_out or reason in FINAL_FAILURES):
        status = ReceiptStatus.FAILED
    return CarrierReport(
        provider_id=report.provider_id,
        receipt=status,
        has_opted_out=status is ReceiptStatus.FAILED and has_opted_out,
        is_quota_spent=status is ReceiptStatus.FAILED and reason == QUOTA,
        phone=report.phone,
    )
