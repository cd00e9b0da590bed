"""Request deliveries at once. If the queue does not answer, the next minute's run finds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.core.errors import TryLater
from watchdesk.publishing.domain.post import Delivery
from watchdesk.publishing.ports.posts import DeliveryRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDeliveries:
    requests: DeliveryRequests
    clock: Clock

    def __call__(self, deliveries: Sequence[Delivery]) -> None:
        """Request those of the deliveries that are due."""
        now = self.clock.now()
        due = [
            (delivery.post, delivery.account)
            for delivery in deliveries
            if delivery.attention_at and delivery.attention_at <= now
        ]
        if not due:
            return
        try:
            self.requests.put(due)
        except TryLater:
            """The stored deliveries are due, so the next minute's run finds them."""
