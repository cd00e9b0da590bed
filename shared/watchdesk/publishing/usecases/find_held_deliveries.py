"""Find the deliveries that a freeze holds back, soonest first."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.domain.freeze import Freeze, FreezeView
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, Post, PostId
from watchdesk.publishing.ports.posts import DeliveryQueue, PostStore


@dataclass(frozen=True, slots=True, kw_only=True)
class FindHeldDeliveries:
    queue: DeliveryQueue
    posts: PostStore

    def __call__(self, freeze: Freeze, principal: Principal) -> FreezeView:
        """Return the freeze with what it holds back on the accounts that the principal administers."""
        posts: dict[PostId, Post | None] = {}
        held = list[tuple[PostId, AccountId]]()
        for delivery in self.queue.waiting():
            if delivery.state is not DeliveryState.ACCEPTED or delivery.wish is PendingChange.WITHDRAW:
                continue
            if delivery.post not in posts:
                posts[delivery.post] = self.posts.post(delivery.post)
            post = posts[delivery.post]
            may = principal.may(Action.ADMINISTER, delivery.account)
            if post and may and freeze.holds(post, delivery.account):
                held.append((delivery.post, delivery.account))
        return FreezeView(freeze=freeze, holds=tuple(held))
