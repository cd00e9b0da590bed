"""Store a post or a change of it, look once more whether its name may be shown, and ask for what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Delivery, Post
from watchdesk.publishing.domain.post_request import PostView
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.find_post import post_view
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import conflict_if_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePost:
    posts: PostStore
    unsign: RemoveName
    ask_for: RequestDeliveries

    def new(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView | None:
        """None if a post with this id is stored already."""
        return self._shown(post, deliveries, principal) if self.posts.add(post, deliveries) else None

    def changed(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        """Raises Conflict if any of it has moved on since it was read."""
        with conflict_if_changed():
            saved = self.posts.save(post, deliveries)
        return self._shown(*saved, principal)

    def changed_delivery(self, post: Post, delivery: Delivery, principal: Principal) -> PostView:
        """Raises Conflict if it has moved on since it was read."""
        with conflict_if_changed():
            self.posts.save_delivery(delivery)
        return self._shown(post, self.posts.deliveries(post.id), principal)

    def _shown(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        # A name withheld while this was on its way was not found by whoever withheld it.
        if self.unsign.is_due(post):
            self.unsign(post.id, principal)
            post, deliveries = self.posts.post(post.id) or post, self.posts.deliveries(post.id)
        self.ask_for(deliveries)
        return post_view(post, deliveries, principal)
