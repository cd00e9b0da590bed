"""What the carrier's side reports of the texts it took."""

from dataclasses import dataclass, field

from watchdesk.alerting.ports.pagers import ReceiptStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierReport:
    """One report about one text."""

    provider_id: str
    receipt: ReceiptStatus | None
    """None: it says nothing that is final, as long as a text is under way or when the carrier never told."""
    has_opted_out: bool = False
    """The text failed because its number has said STOP."""
    is_quota_spent: bool = False
    """The text failed because this account may spend no more this month: no other text leaves either."""
    phone: str = field(default="", repr=False)
    """The number it was sent to, in E.164; never logged."""
