"""The stored state of one leased delivery, and how each step of a run is written to it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from watchdesk.audit.ports import AuditTrail
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost
from watchdesk.publishing.domain.post import Delivery, DeliveryState, Post, PublishedPart
from watchdesk.publishing.ports.posts import PostStore

RUN_FIELDS = (
    "state",
    "attention_at",
    "published",
    "held",
    "tries",
    "lost",
    "looks",
    "untold",
    "lease",
    "lease_until",
    "trouble",
)
"""The fields of a delivery that a run writes. All others belong to the use cases that accept or change posts."""
REQUEST_FIELDS = frozenset({"wish", "revised"})


@dataclass(slots=True, kw_only=True)
class DeliveryRecord:
    """Stores the audit events of a step together with the step, then writes them to the audit trail.

    A run that dies in between loses no event and writes none twice: the next run finds them in the delivery.
    """

    post: Post
    delivery: Delivery
    posts: PostStore
    audit: AuditTrail
    clock: Clock

    def note(self, outcome: str, **facts: str) -> None:
        """Add an audit event to the delivery. It reaches the audit trail after its step is stored."""
        self.delivery = self.delivery.with_event(self.post, outcome, self.clock.now(), facts)

    def write_events(self) -> None:
        """Write the noted events to the audit trail."""
        for event in self.delivery.untold:
            self.audit.add(event)
        self.delivery = replace(self.delivery, untold=())

    def begin(self, **changes: Any) -> bool:  # noqa: ANN401  fields of a Delivery
        """Store what is about to be done. Return False if the delivery was changed meanwhile: then start again."""
        try:
            self.delivery = self.posts.save_delivery(replace(self.delivery, **changes))
        except LeaseLost:
            self.delivery = self._read_again()
            return False
        return True

    def save(self, **changes: Any) -> None:  # noqa: ANN401  fields of a Delivery
        """Store what has been done, and keep the changes that people have asked for meanwhile.

        Raises LeaseLost if another run has taken over.
        """
        saved = replace(self.delivery, **changes)
        try:
            self.delivery = self.posts.save_delivery(saved)
        except LeaseLost:
            self.delivery = self.posts.save_delivery(self._merged(saved, {*RUN_FIELDS, *changes} - REQUEST_FIELDS))

    def add_part(self, part: PublishedPart, unfinished: DeliveryState) -> None:
        """Store a published part. The last part makes the delivery PUBLISHED; before that it is `unfinished`."""
        after = self.delivery.with_part(part, unfinished)
        if after.state is DeliveryState.PUBLISHED:
            self.note("published", part=part.native_id)
        self.save(published=after.published, state=after.state, tries=0, lost=0, looks=0, trouble="")

    def release(self, at: datetime | None, **changes: Any) -> None:  # noqa: ANN401  fields of a Delivery
        """End the run: store this step, write its audit events, and release the lease until `at`."""
        self.delivery = replace(self.delivery, **changes)
        if self.delivery.untold:
            self.save()
            self.write_events()
        self.save(lease=None, lease_until=None, attention_at=at)

    def _merged(self, saved: Delivery, names: set[str]) -> Delivery:
        """Return the stored delivery with these fields of `saved`, due at once if a change is pending."""
        merged = replace(self._read_again(), **{name: getattr(saved, name) for name in names})
        is_free = merged.lease is None and merged.state is not DeliveryState.UNCONFIRMED
        return replace(merged, attention_at=self.clock.now()) if is_free and merged.wish else merged

    def _read_again(self) -> Delivery:
        """Return the stored delivery. Raises LeaseLost unless this run still holds it."""
        stored = [
            delivery
            for delivery in self.posts.deliveries(self.post.id)
            if delivery.account == self.delivery.account
        ]
        if not stored or stored[0].lease != self.delivery.lease:
            raise LeaseLost("another run has taken this delivery over")
        return stored[0]
