"""Find a post that awaits a decision by this principal."""

from dataclasses import dataclass

from watchdesk.core.errors import Conflict, ConflictCode
from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.domain.post import Delivery, Post, PostId, PostState
from watchdesk.publishing.usecases.find_post import FindPost


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAwaitingPost:
    find: FindPost

    def __call__(self, post_id: PostId, principal: Principal) -> tuple[Post, tuple[Delivery, ...]]:
        """Return the post and its deliveries. It needs `approve` on every account of the post.

        Raises Unknown, and Conflict if the principal is the author or the post does not await approval.
        """
        post = self.find.for_action(post_id, principal, Action.APPROVE)
        if post.author == principal.subject:
            raise Conflict(ConflictCode.OWN_POST, "Another person than the author must decide.")
        if post.state is not PostState.AWAITING_APPROVAL:
            raise Conflict(ConflictCode.NOT_AWAITING, "The post does not await approval.")
        return post, self.find.deliveries(post)
