"""Remove an officer's name from one post: before it is public, where it is public, or together with the post."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.name_removal import (
    NameOccurrence,
    NameRemovals,
    remove_from_delivery,
    remove_from_post,
    shows_withheld_name,
)
from watchdesk.publishing.domain.post import Post, PostId
from watchdesk.publishing.ports.composing import Directory
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.record_post_event import RecordPostEvent
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import retry_on_conflict
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveName:
    posts: PostStore
    register: Register
    directory: Directory
    facts: FactsByPlatform
    record: RecordPostEvent
    request: RequestDeliveries

    def __call__(self, post_id: PostId, principal: Principal) -> NameRemovals:
        """Return what was done about each delivery that carries the name. Safe to repeat.

        Raises LeaseLost if the post changed at every attempt, TryLater if it could not be recorded or stored.
        """
        now = self.record.clock.now()
        return retry_on_conflict(lambda: self._remove(post_id, principal, now))

    def is_due(self, post: Post) -> bool:
        """Say whether the post shows a name that the directory does not allow."""
        return post.attribution.is_shown and shows_withheld_name(post, self.directory.officer(post.author))

    def _remove(self, post_id: PostId, principal: Principal, now: datetime) -> NameRemovals:
        post, deliveries = self.posts.post(post_id), self.posts.deliveries(post_id)
        if post is None or not post.attribution.text:
            return []
        editable = {
            account.id
            for account in self.register.accounts()
            if Capability.EDIT in self.facts[account.platform].can
        }
        found = [
            remove_from_delivery(delivery, post, now, is_editable=delivery.account in editable)
            for delivery in deliveries
        ]
        removed = [removal for removal in found if removal is not None]
        if not removed:
            return []
        self.record.of_post(principal, "unsign_post", post, now)
        changed = [delivery for _, delivery in removed]
        _, saved = self.posts.save(remove_from_post(post, deliveries, changed), changed)
        self.request(saved)
        return [(removal, NameOccurrence(post=post.id, account=delivery.account)) for removal, delivery in removed]
