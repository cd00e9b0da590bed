"""A post as one principal may see it: what they may not see is as if it were not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import MAY_SEE_POSTS, Action, Principal
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Delivery, Post, PostId
from watchdesk.publishing.domain.post_request import PostView
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.choose_accounts import required_action

UNKNOWN_POST = "there is no such post"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPost:
    posts: PostStore

    def __call__(self, post: PostId, principal: Principal) -> Post:
        """Whole, as it is stored. Raises Unknown unless the principal may see some of it."""
        found = self.posts.post(post) if is_id(post) else None
        if found is None or not visible_accounts(found, principal):
            raise Unknown(UNKNOWN_POST)
        return found

    def deliveries(self, post: Post) -> Sequence[Delivery]:
        """In the order of their accounts."""
        return self.posts.deliveries(post.id)

    def for_all(self, post: PostId, principal: Principal, action: Action) -> Post:
        """Raises Unknown unless the principal may do this on every account of the post."""
        found = self(post, principal)
        if not principal.may_on_all(action, found.accounts):
            raise Unknown(UNKNOWN_POST)
        return found

    def for_one(self, post: PostId, account: AccountId, principal: Principal) -> tuple[Post, Delivery]:
        """Raises Unknown unless the principal might have said this on this account without anybody's approval."""
        found = self(post, principal)
        may = principal.may(required_action(is_reply=found.reply_to is not None), account)
        delivery = next((each for each in self.posts.deliveries(found.id) if each.account == account), None)
        if not may or delivery is None:
            raise Unknown(UNKNOWN_POST)
        return found, delivery


def visible_accounts(post: Post, principal: Principal) -> tuple[AccountId, ...]:
    """Authors see all of what they wrote for as long as they have any role on one of its accounts."""
    is_own = post.author == principal.subject
    if is_own and any(principal.actions_on(account) for account in post.accounts):
        return post.accounts
    return tuple(account for account in post.accounts if principal.may_any(MAY_SEE_POSTS, account))


def post_view(post: Post, deliveries: Iterable[Delivery], principal: Principal) -> PostView:
    seen = visible_accounts(post, principal)
    shown = tuple(delivery for delivery in deliveries if delivery.account in seen)
    return PostView(post=replace(post, accounts=seen), deliveries=shown)
