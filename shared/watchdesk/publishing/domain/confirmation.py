"""What a person found on the platform when they looked for an unconfirmed part, and what follows from it."""

from dataclasses import replace
from enum import StrEnum

from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, PublishedPart


class ConfirmationOutcome(StrEnum):
    """This is what a person found when they looked for an unconfirmed part."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"


def confirmed(delivery: Delivery, part: PublishedPart | None) -> Delivery:
    """Return the delivery after a person found this part on the platform, or with None found that it is missing.

    If more parts must be sent or a change is pending, the caller sets the time of the next run.
    """
    settled = replace(delivery.without_lease(), looks=0, tries=0, trouble="")
    if part is not None:
        return settled.with_part(part, DeliveryState.ACCEPTED)
    if delivery.wish is PendingChange.WITHDRAW and not delivery.published:
        return replace(settled, state=DeliveryState.WITHDRAWN, wish=None)
    return replace(settled, state=DeliveryState.FAILED)
