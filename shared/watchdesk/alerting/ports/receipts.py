"""Reports of the carrier's side about the texts it took."""

from dataclasses import dataclass, field

from watchdesk.alerting.domain.receipt import ReceiptStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierReport:
    """One report about one text."""

    provider_id: str
    receipt: ReceiptStatus | None
    """None if the report is not final: the text is on its way, or the carrier never said what became of it."""
    has_opted_out: bool = False
    """The text failed because the number has said STOP."""
    is_quota_spent: bool = False
    """The text failed because the AWS account has spent its monthly quota. No other text is sent either."""
    phone: str = field(default="", repr=False)
    """The number it was sent to, in E.164. It is never logged."""
