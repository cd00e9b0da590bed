"""Retry a failed delivery, from the first part that is not public."""

from dataclasses import dataclass, replace

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PostId, PostState
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.usecases.find_post import FindPost
from watchdesk.publishing.usecases.store_post import StorePost


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryDelivery:
    find: FindPost
    store: StorePost

    def __call__(self, post_id: PostId, account: AccountId, principal: Principal) -> PostView:
        """Make the delivery due again. It needs `publish` on the account, or `reply` for a reply.

        Raises Unknown, Conflict if the delivery has not failed or the post is withdrawn, TryLater.
        """
        post, delivery = self.find.for_account(post_id, account, principal)
        if post.state is not PostState.ACCEPTED or delivery.wish is PendingChange.WITHDRAW:
            raise Conflict(ConflictCode.WITHDRAWN, "The post has been withdrawn: publish a new one.")
        if delivery.state is not DeliveryState.FAILED:
            raise Conflict(ConflictCode.NOT_FAILED, "Only a failed delivery can be retried.")
        now = self.store.record(principal, "retry_delivery", post, account=account)
        # The keys stay the same: if the part is public after all, the platform recognises the repeat.
        again = replace(delivery.without_lease(), state=DeliveryState.ACCEPTED, attention_at=now, tries=0, looks=0)
        return self.store.changed_delivery(post, replace(again, trouble="", held=False), principal)
