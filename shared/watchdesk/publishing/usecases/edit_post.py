"""Give a post other words for as long as none of it is out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from watchdesk.core.errors import Conflict, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.core.problems import ConflictCode, Problem, ProblemCode
from watchdesk.publishing.domain.post import Delivery, Post, PostId, PostState
from watchdesk.publishing.domain.post_request import PostRequest, PostView, request_of
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.build_post import BuildPost, may_be_public
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.review_post import PostReview, ReviewPost
from watchdesk.publishing.usecases.store_post import StorePost

Change = Callable[[PostRequest], PostRequest]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPost:
    find: FindPost
    freezes: Freezes
    review: ReviewPost
    draw_up: BuildPost
    record: RecordPostDeed
    keep: StorePost

    def __call__(self, post: PostId, change: Change, principal: Principal) -> PostView:
        """`change` is given the request that the post answers now. An approval or a rejection is forgotten.

        Only its author may, and it is looked at again as a whole. Raises Unknown, Unacceptable with every
        problem, Conflict if some of it is out or has moved on, TryLater.
        """
        found = self.find(post, principal)
        if found.author != principal.subject:
            raise Unknown(UNKNOWN_POST)
        standing = self.find.deliveries(found)
        _check_open(found, standing)
        self._check_not_exempt(found)
        request = change(request_of(found, self.record.clock.now()))
        reviewed = self._reviewed(request, principal, found)
        edited = self._edited(found, request, reviewed)
        deliveries = _in_place_of(standing, self.draw_up.deliveries(edited, reviewed))
        self.record.of_post(principal, "edit_post", edited, was=found.content_hash, state=edited.state)
        return self.keep.changed(edited, deliveries, principal)

    def _check_not_exempt(self, post: Post) -> None:
        """Whoever let this post through a freeze knew these words and no others."""
        if any(post.id in freeze.exempt_posts for freeze in self.freezes.all()):
            message = "A freeze lets it through as it reads: other words need the exemption taken off first."
            raise Conflict(ConflictCode.SAME_PERSON, message)

    def _reviewed(self, request: PostRequest, principal: Principal, found: Post) -> PostReview:
        reviewed = self.review(request, principal, found)
        problems = list(reviewed.preview.problems)
        if set(request.accounts) != set(found.accounts):
            message = "Withdraw it and post anew to choose other accounts."
            problems.append(Problem(code=ProblemCode.ACCOUNTS_ARE_FIXED, field="accounts", message=message))
        if problems:
            raise Unacceptable(problems)
        return reviewed

    def _edited(self, found: Post, request: PostRequest, reviewed: PostReview) -> Post:
        drawn = self.draw_up.post(found.id, found.author, request, reviewed, found.created_at)
        return replace(drawn, revision=found.revision, request_hash=found.request_hash)


def _check_open(post: Post, deliveries: Sequence[Delivery]) -> None:
    if post.state is PostState.WITHDRAWN:
        raise Conflict(ConflictCode.WITHDRAWN, "It has been withdrawn: post anew.")
    if any(may_be_public(delivery) for delivery in deliveries):
        raise Conflict(ConflictCode.ALREADY_OUT, "Some of it is out, or may be: withdraw it and post anew.")


def _in_place_of(standing: Sequence[Delivery], drawn: Sequence[Delivery]) -> list[Delivery]:
    old = {delivery.account: delivery for delivery in standing}
    return [
        replace(new, revision=old[new.account].revision, untold=old[new.account].untold)
        for new in drawn
        if new.account in old
    ]
