"""What a principal may see of a post, and what they may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from watchdesk.core.account import AccountId
from watchdesk.core.principal import MAY_SEE_POSTS, Action, Principal
from watchdesk.publishing.domain.post import Delivery, Post, PostId
from watchdesk.publishing.domain.post_request import PostRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post and its progress, without the accounts that the principal may not see."""

    post: Post
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOutcome:
    view: PostView
    is_replay: bool = False
    """The same request had come before, so nothing new was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPage:
    posts: tuple[PostView, ...]
    after: PostId | None = None
    """The post after which the next page begins; None on the last page."""


def visible_accounts(post: Post, principal: Principal) -> tuple[AccountId, ...]:
    """Return the accounts of the post that the principal may see.

    Authors see all accounts of their own posts while they have any role on one of them.
    """
    is_own = post.author == principal.subject
    if is_own and any(principal.actions_on(account) for account in post.accounts):
        return post.accounts
    return tuple(account for account in post.accounts if principal.may_any(MAY_SEE_POSTS, account))


def post_view(post: Post, deliveries: Iterable[Delivery], principal: Principal) -> PostView:
    """Return the post and its deliveries without the accounts that the principal may not see."""
    visible = visible_accounts(post, principal)
    shown = tuple(delivery for delivery in deliveries if delivery.account in visible)
    return PostView(post=replace(post, accounts=visible), deliveries=shown)


def required_action(*, is_reply: bool) -> Action:
    """Return the action that lets a person publish on an account without an approval."""
    return Action.REPLY if is_reply else Action.PUBLISH


def may_submit(principal: Principal, request: PostRequest, account: AccountId) -> bool:
    """Say whether the principal may submit this request for the account, with or without an approval."""
    return principal.may_any({Action.DRAFT, required_action(is_reply=request.is_reply)}, account)
