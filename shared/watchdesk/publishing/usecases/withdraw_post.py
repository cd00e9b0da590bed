"""Take a post back: what is not out never goes out, and what is out is taken down."""

from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.errors import Conflict, Unknown
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import ConflictCode
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId, PostState
from watchdesk.publishing.domain.post_request import PostView
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.build_post import may_be_public, without_lease
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost, post_view
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import retry_on_conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPost:
    find: FindPost
    posts: PostStore
    record: RecordPostDeed
    ask_for: RequestDeliveries

    def __call__(self, post: PostId, principal: Principal) -> PostView:
        """Safe to repeat. Needs `withdraw` on every account of the post; authors may while none of it is out.

        Raises Unknown, Conflict for an author for whom it is too late, TryLater, and LeaseLost if its
        deliveries moved on again and again.
        """
        found = self.find(post, principal)
        self._check(found, principal)
        if found.state is PostState.WITHDRAWN:
            return post_view(found, self.posts.deliveries(found.id), principal)
        now = self.record.of_post(principal, "withdraw_post", found)
        return retry_on_conflict(lambda: self._withdrawn(found.id, principal, now))

    def _withdrawn(self, identity: PostId, principal: Principal, now: datetime) -> PostView:
        found = self.find(identity, principal)
        self._check(found, principal)
        deliveries = [_taken_back(each, now) for each in self.posts.deliveries(identity)]
        saved = self.posts.save(replace(found, state=PostState.WITHDRAWN), deliveries)
        self.ask_for(saved[1])
        return post_view(*saved, principal)

    def _check(self, post: Post, principal: Principal) -> None:
        if principal.may_on_all(Action.WITHDRAW, post.accounts):
            return
        if post.author != principal.subject:
            raise Unknown(UNKNOWN_POST)
        if any(may_be_public(delivery) for delivery in self.posts.deliveries(post.id)):
            message = "Some of it is out, or may be: somebody who may withdraw from its accounts must."
            raise Conflict(ConflictCode.ALREADY_OUT, message)


def _taken_back(delivery: Delivery, now: datetime) -> Delivery:
    if delivery.state is DeliveryState.WITHDRAWN:
        return delivery
    if may_be_public(delivery):
        return delivery.asked(PendingChange.WITHDRAW, now)
    return replace(without_lease(delivery), state=DeliveryState.WITHDRAWN, attention_at=None, held=False)
