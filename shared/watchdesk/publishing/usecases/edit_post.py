"""Edit a post while no part of it is public."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Conflict, ConflictCode, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post import Delivery, Post, PostId, PostState
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.domain.post_request import PostRequest, request_of
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost
from watchdesk.publishing.usecases.review_post import PostReview, ReviewPost
from watchdesk.publishing.usecases.store_post import StorePost

RequestChange = Callable[[PostRequest], PostRequest]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPost:
    find: FindPost
    freezes: Freezes
    review: ReviewPost
    build: BuildPost
    store: StorePost
    clock: Clock

    def __call__(self, post_id: PostId, change: RequestChange, principal: Principal) -> PostView:
        """Apply `change` to the request behind the post and review the result as a whole.

        Only the author may edit a post, and an earlier decision about it is discarded. Raises Unknown,
        Unacceptable with every problem, TryLater, and Conflict if a part is public or the post has changed.
        """
        post = self.find(post_id, principal)
        if post.author != principal.subject:
            raise Unknown(UNKNOWN_POST)
        stored = self.find.deliveries(post)
        _check_editable(post, stored)
        self._check_not_exempt(post)
        request = change(request_of(post, self.clock.now()))
        review = self._review(request, principal, post)
        edited = self._edited(post, request, review)
        deliveries = _with_stored_revision(self.build.deliveries(edited, review), stored)
        self.store.record(principal, "edit_post", edited, was=post.content_hash, state=edited.state)
        return self.store.changed(edited, deliveries, principal)

    def _check_not_exempt(self, post: Post) -> None:
        """Raise Conflict if a freeze exempts the post: the person who exempted it approved only this text."""
        if any(post.id in freeze.exempt_posts for freeze in self.freezes.all()):
            message = "A freeze exempts the post with its present text: remove the exemption before you edit it."
            raise Conflict(ConflictCode.SAME_PERSON, message)

    def _review(self, request: PostRequest, principal: Principal, post: Post) -> PostReview:
        review = self.review(request, principal, post)
        problems = list(review.preview.problems)
        if set(request.accounts) != set(post.accounts):
            message = "Withdraw the post and publish a new one to choose other accounts."
            problems.append(Problem(code=ProblemCode.ACCOUNTS_ARE_FIXED, field="accounts", message=message))
        if problems:
            raise Unacceptable(problems)
        return review

    def _edited(self, post: Post, request: PostRequest, review: PostReview) -> Post:
        built = self.build.post(post.id, post.author, request, review, post.created_at)
        return replace(built, revision=post.revision, request_hash=post.request_hash)


def _check_editable(post: Post, deliveries: Sequence[Delivery]) -> None:
    if post.state is PostState.WITHDRAWN:
        raise Conflict(ConflictCode.WITHDRAWN, "The post has been withdrawn: publish a new one.")
    if any(delivery.may_be_public for delivery in deliveries):
        raise Conflict(
            ConflictCode.ALREADY_OUT,
            "A part of the post is or may be public: withdraw the post and publish a new one.",
        )


def _with_stored_revision(built: Sequence[Delivery], stored: Sequence[Delivery]) -> list[Delivery]:
    """Return the new deliveries under the revision they replace, with their unrecorded audit events."""
    old = {delivery.account: delivery for delivery in stored}
    return [
        replace(new, revision=old[new.account].revision, untold=old[new.account].untold)
        for new in built
        if new.account in old
    ]
