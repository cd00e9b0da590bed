"""Withdraw a post: parts that are not public never go out, and public parts are taken down."""

from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.errors import Conflict, ConflictCode, Unknown
from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId, PostState
from watchdesk.publishing.domain.post_access import PostView, post_view
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost
from watchdesk.publishing.usecases.record_post_event import RecordPostEvent
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.retry_on_conflict import retry_on_conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPost:
    find: FindPost
    posts: PostStore
    record: RecordPostEvent
    request: RequestDeliveries

    def __call__(self, post_id: PostId, principal: Principal) -> PostView:
        """Withdraw the post. Safe to repeat.

        It needs `withdraw` on every account of the post; authors may withdraw while no part of it is public.
        Raises Unknown, Conflict if a part is public and the author may not withdraw it, TryLater, and LeaseLost
        if its deliveries changed at every attempt.
        """
        post = self.find(post_id, principal)
        self._check(post, principal)
        if post.state is PostState.WITHDRAWN:
            return post_view(post, self.posts.deliveries(post.id), principal)
        now = self.record.of_post(principal, "withdraw_post", post)
        return retry_on_conflict(lambda: self._withdraw(post.id, principal, now))

    def _withdraw(self, identity: PostId, principal: Principal, now: datetime) -> PostView:
        post = self.find(identity, principal)
        self._check(post, principal)
        deliveries = [_withdrawn(delivery, now) for delivery in self.posts.deliveries(identity)]
        saved_post, saved = self.posts.save(replace(post, state=PostState.WITHDRAWN), deliveries)
        self.request(saved)
        return post_view(saved_post, saved, principal)

    def _check(self, post: Post, principal: Principal) -> None:
        if principal.may_on_all(Action.WITHDRAW, post.accounts):
            return
        if post.author != principal.subject:
            raise Unknown(UNKNOWN_POST)
        if any(delivery.may_be_public for delivery in self.posts.deliveries(post.id)):
            message = "A part of the post is or may be public: a person with the right to withdraw must do it."
            raise Conflict(ConflictCode.ALREADY_OUT, message)


def _withdrawn(delivery: Delivery, now: datetime) -> Delivery:
    if delivery.state is DeliveryState.WITHDRAWN:
        return delivery
    if delivery.may_be_public:
        return delivery.with_pending_change(PendingChange.WITHDRAW, now)
    return delivery.cancelled()
