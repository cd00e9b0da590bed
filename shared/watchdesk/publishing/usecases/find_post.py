"""Find a post for a principal. A post they may not see is reported like one that does not exist."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import Action, Principal
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Delivery, Post, PostId
from watchdesk.publishing.domain.post_access import required_action, visible_accounts
from watchdesk.publishing.ports.posts import PostStore

UNKNOWN_POST = "there is no such post"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPost:
    posts: PostStore

    def __call__(self, post_id: PostId, principal: Principal) -> Post:
        """Return the whole post as it is stored. Raises Unknown unless the principal may see some of it."""
        post = self.posts.post(post_id) if is_id(post_id) else None
        if post is None or not visible_accounts(post, principal):
            raise Unknown(UNKNOWN_POST)
        return post

    def deliveries(self, post: Post) -> tuple[Delivery, ...]:
        """Return the deliveries in the order of their accounts."""
        return tuple(self.posts.deliveries(post.id))

    def for_action(self, post_id: PostId, principal: Principal, action: Action) -> Post:
        """Return the post. Raises Unknown unless the principal may do this on every account of the post."""
        post = self(post_id, principal)
        if not principal.may_on_all(action, post.accounts):
            raise Unknown(UNKNOWN_POST)
        return post

    def for_account(self, post_id: PostId, account: AccountId, principal: Principal) -> tuple[Post, Delivery]:
        """Return the post and its delivery on this account.

        Raises Unknown unless the principal could publish this post on the account without an approval.
        """
        post = self(post_id, principal)
        may = principal.may(required_action(is_reply=post.is_reply), account)
        delivery = next(
            (delivery for delivery in self.posts.deliveries(post.id) if delivery.account == account), None
        )
        if not may or delivery is None:
            raise Unknown(UNKNOWN_POST)
        return post, delivery
