"""What a delivery receipt of the carrier means for the alert that the text told of."""

from dataclasses import dataclass
from enum import StrEnum

from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState


class ReceiptStatus(StrEnum):
    """What the carrier says of a text it had taken."""

    DELIVERED = "delivered"
    FAILED_FOR_NOW = "failed_for_now"
    """The phone was off or the carrier was busy. Another try may succeed."""
    FAILED = "failed"
    """The carrier refused the text and would refuse it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEffect:
    """What becomes of one notification, and whether somebody must act."""

    state: TextState
    event: EventKind
    is_sent_again: bool = False
    """The entry goes back into the person's pager."""
    makes_alert_due: bool = False
    """The person will not hear of the alert by text, so it climbs at once."""


def effect_of(status: ReceiptStatus, tries: int) -> ReceiptEffect:
    """Return what this receipt means for a notification that was tried so often."""
    if status is ReceiptStatus.DELIVERED:
        return ReceiptEffect(state=TextState.DELIVERED, event=EventKind.DELIVERED)
    if status is ReceiptStatus.FAILED_FOR_NOW and tries < MAX_TRIES:
        return ReceiptEffect(state=TextState.PENDING, event=EventKind.NOT_DELIVERED, is_sent_again=True)
    return ReceiptEffect(state=TextState.FAILED, event=EventKind.NOT_DELIVERED, makes_alert_due=True)
