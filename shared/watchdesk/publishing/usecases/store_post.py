"""Record and store a post or a change of it, then request the deliveries that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Delivery, Post
from watchdesk.publishing.domain.post_access import PostView, post_view
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.record_post_event import RecordPostEvent
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import conflict_if_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePost:
    """Its callers call `record` first: what cannot be recorded is not stored."""

    record_event: RecordPostEvent
    posts: PostStore
    remove_name: RemoveName
    request: RequestDeliveries

    def record(self, principal: Principal, action: str, post: Post, **facts: str) -> datetime:
        """Write the action to the audit trail and return its instant. Raises TryLater if that is not possible."""
        return self.record_event.of_post(principal, action, post, None, **facts)

    def new(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView | None:
        """Store a new post. Return None if a post with this id is stored already."""
        return self._view(post, deliveries, principal) if self.posts.add(post, deliveries) else None

    def changed(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        """Store the post and its deliveries. Raises Conflict if one of them has changed since it was read."""
        with conflict_if_changed():
            saved = self.posts.save(post, deliveries)
        return self._view(*saved, principal)

    def changed_delivery(self, post: Post, delivery: Delivery, principal: Principal) -> PostView:
        """Store one delivery. Raises Conflict if it has changed since it was read."""
        with conflict_if_changed():
            self.posts.save_delivery(delivery)
        return self._view(post, self.posts.deliveries(post.id), principal)

    def _view(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        # WithholdName cannot find a post that was not stored yet, so the name is checked again after storing.
        if self.remove_name.is_due(post):
            self.remove_name(post.id, principal)
            post, deliveries = self.posts.post(post.id) or post, self.posts.deliveries(post.id)
        self.request(deliveries)
        return post_view(post, deliveries, principal)
