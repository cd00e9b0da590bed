"""Store a post or a change of it, look once more whether its name may be shown, and ask for what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Delivery, Post
from watchdesk.publishing.domain.post_request import PostView
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.find_post import view_of
from watchdesk.publishing.usecases.remove_name import UnsignPost
from watchdesk.publishing.usecases.request_deliveries import AskForDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import unmoved


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPost:
    posts: PostStore
    unsign: UnsignPost
    ask_for: AskForDeliveries

    def new(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView | None:
        """None if a post with this id is stored already."""
        return self._shown(post, deliveries, principal) if self.posts.add(post, deliveries) else None

    def changed(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        """Raises Conflict if any of it has moved on since it was read."""
        with unmoved():
            saved = self.posts.save(post, deliveries)
        return self._shown(*saved, principal)

    def changed_delivery(self, post: Post, delivery: Delivery, principal: Principal) -> PostView:
        """Raises Conflict if it has moved on since it was read."""
        with unmoved():
            self.posts.save_delivery(delivery)
        return self._shown(post, self.posts.deliveries(post.id), principal)

    def _shown(self, post: Post, deliveries: Sequence[Delivery], principal: Principal) -> PostView:
        # A name withheld while this was on its way was not found by whoever withheld it.
        if self.unsign.is_due(post):
            self.unsign(post.id, principal)
            post, deliveries = self.posts.post(post.id) or post, self.posts.deliveries(post.id)
        self.ask_for(deliveries)
        return view_of(post, deliveries, principal)
