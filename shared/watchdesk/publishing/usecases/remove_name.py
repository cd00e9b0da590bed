"""Take an officer's name off one post: before it is out, where it is out, or together with the post."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from watchdesk.core.account import AccountId
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId
from watchdesk.publishing.domain.post_request import NameOccurrence
from watchdesk.publishing.domain.signature import without_signature
from watchdesk.publishing.ports.composing import Directory
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.build_post import (
    may_be_public,
    parts_by_account,
    with_content_hash,
    without_lease,
)
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import retry_on_conflict
from watchdesk.publishing.usecases.review_post import NO_ATTRIBUTION
from watchdesk.register.domain.officer import AttributionForm
from watchdesk.register.ports import Register


class NameRemoval(StrEnum):
    UNSIGNED = "unsigned"
    EDITED = "edited"
    TAKEN_DOWN = "taken_down"


NameRemovals = list[tuple[NameRemoval, NameOccurrence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveName:
    posts: PostStore
    register: Register
    directory: Directory
    facts: FactsByPlatform
    record: RecordPostDeed
    ask_for: RequestDeliveries

    def __call__(self, post: PostId, principal: Principal) -> NameRemovals:
        """What was done about each delivery that carries the name. Safe to repeat.

        Raises LeaseLost if the post moved on again and again, TryLater if it could not be recorded or stored.
        """
        now = self.record.clock.now()
        return retry_on_conflict(lambda: self._once(post, principal, now))

    def is_due(self, post: Post) -> bool:
        """It shows a name that the directory does not allow, or no longer."""
        if post.attribution.form is AttributionForm.NONE:
            return False
        officer = self.directory.officer(post.author)
        return officer is None or post.attribution.form not in officer.allowed

    def _once(self, identity: PostId, principal: Principal, now: datetime) -> NameRemovals:
        post, deliveries = self.posts.post(identity), self.posts.deliveries(identity)
        if post is None or not post.attribution.text:
            return []
        editable = {
            account.id
            for account in self.register.accounts()
            if Capability.EDIT in self.facts[account.platform].can
        }
        changed = [
            (removal, delivery)
            for each in deliveries
            if (found := _without_name(each, post, editable, now))
            for removal, delivery in [found]
        ]
        if not changed:
            return []
        self.record.of_post(principal, "unsign_post", post, now)
        _, saved = self.posts.save(*_unsigned_post(post, deliveries, changed))
        self.ask_for(saved)
        return [(removal, NameOccurrence(post=post.id, account=delivery.account)) for removal, delivery in changed]


def _without_name(
    delivery: Delivery, post: Post, editable: Collection[AccountId], now: datetime
) -> tuple[NameRemoval, Delivery] | None:
    """None where the name is not shown, or is being taken off already."""
    name, *first = post.attribution.text, *delivery.parts[:-1]
    is_going = delivery.state is DeliveryState.WITHDRAWN or delivery.wish is PendingChange.WITHDRAW
    parts = (*first, without_signature(delivery.parts[-1], name))
    if is_going or parts in (delivery.parts, delivery.revised):
        return None
    if delivery.is_in_doubt:
        # Whether its words are there can only be told by those words: they are looked for, then taken down.
        return NameRemoval.TAKEN_DOWN, delivery.asked(PendingChange.WITHDRAW, now)
    if delivery.state is not DeliveryState.PUBLISHED:
        return NameRemoval.UNSIGNED, replace(without_lease(delivery), parts=parts)
    if delivery.account in editable:
        return NameRemoval.EDITED, delivery.asked(PendingChange.EDIT, now, parts)
    return NameRemoval.TAKEN_DOWN, delivery.asked(PendingChange.WITHDRAW, now)


def _unsigned_post(
    post: Post, deliveries: Sequence[Delivery], changed: Sequence[tuple[NameRemoval, Delivery]]
) -> tuple[Post, list[Delivery]]:
    """What nobody has seen yet forgets the name; of what was out, it is kept whose words they were."""
    new = {delivery.account: delivery for _, delivery in changed}
    standing = [new.get(each.account, each) for each in deliveries]
    was_seen = any(may_be_public(each) for each in standing)
    renamed = post if was_seen else replace(post, attribution=NO_ATTRIBUTION)
    shown = {**parts_by_account(standing), **{each.account: each.revised for each in standing if each.revised}}
    return with_content_hash(renamed, shown), list(new.values())
