"""Reads the delivery reports of End User Messaging.

https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.receipts import CarrierReport

OPTED_OUT = "opted out"
FINAL_EVENTS: Mapping[str, ReceiptStatus] = {
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
"""What an event means if it says itself that it is final. TEXT_UNKNOWN tells nothing."""


class EndUserMessagingReport(BaseModel):
    """One line that End User Messaging writes about one text."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    provider_id: str = Field(validation_alias="messageId", min_length=1)
    event: str = Field(validation_alias="eventType")
    is_final: bool = Field(validation_alias="isFinal")
    phone: str = Field("", validation_alias="destinationPhoneNumber")
    description: str = Field("", validation_alias="messageStatusDescription")


def read_report(line: str) -> CarrierReport | None:
    """Return the report in this line, or None if End User Messaging did not write it."""
    try:
        report = EndUserMessagingReport.model_validate_json(line)
    except ValidationError:
        return None
    status = FINAL_EVENTS.get(report.event) if report.is_final else None
    return CarrierReport(
        provider_id=report.provider_id,
        receipt=status,
        has_opted_out=status is ReceiptStatus.FAILED and OPTED_OUT in report.description.lower(),
        phone=report.phone,
    )
