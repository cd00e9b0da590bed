"""Look at a request without doing anything, or accept it: then it is stored, and goes out once."""

from dataclasses import dataclass

from watchdesk.core.errors import Conflict, Defect, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.core.problems import ConflictCode, Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Post
from watchdesk.publishing.domain.post_request import AcceptOutcome, PostRequest, Preview, post_id, request_hash
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, post_view, visible_accounts
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.review_post import ReviewPost
from watchdesk.publishing.usecases.store_post import StorePost

LONGEST_KEY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPost:
    review: ReviewPost

    def __call__(self, request: PostRequest, principal: Principal) -> Preview:
        """What each account would show, and everything that is wrong with it. Raises nothing of its own."""
        return self.review(request, principal).preview


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPost:
    review: ReviewPost
    draw_up: BuildPost
    posts: PostStore
    record: RecordPostDeed
    keep: StorePost

    def __call__(self, request: PostRequest, key: str, principal: Principal) -> AcceptOutcome:
        """Stored under an id made of author and key: the same request sent again finds the same post.

        Raises Unacceptable with every problem, Conflict if the key came with another request, TryLater if it
        could not be recorded or stored: then the same request may be sent again with the same key.
        """
        if len(key) > LONGEST_KEY or not is_id(key):
            message = f"Send a key of 1 to {LONGEST_KEY} plain characters, new for every post."
            raise Unacceptable([Problem(code=ProblemCode.KEY, field="idempotency_key", message=message)])
        identity = post_id(principal.subject, key)
        standing = self.posts.post(identity)
        if standing is not None:
            return self._replayed(standing, request, principal)
        reviewed = self.review(request, principal)
        if reviewed.preview.problems:
            raise Unacceptable(reviewed.preview.problems)
        now = self.record.clock.now()
        post = self.draw_up.post(identity, principal.subject, request, reviewed, now)
        deliveries = self.draw_up.deliveries(post, reviewed)
        self.record.of_post(principal, "accept_post", post, state=post.state)
        view = self.keep.new(post, deliveries, principal)
        return AcceptOutcome(view=view) if view else self._overtaken(post, request, principal)

    def _overtaken(self, post: Post, request: PostRequest, principal: Principal) -> AcceptOutcome:
        """The same request came twice at once, and the other one was first."""
        standing = self.posts.post(post.id)
        if standing is None:
            raise Defect("a post is neither stored nor can it be")
        return self._replayed(standing, request, principal)

    def _replayed(self, standing: Post, request: PostRequest, principal: Principal) -> AcceptOutcome:
        """Whatever has become of the post since."""
        if not visible_accounts(standing, principal):
            raise Unknown(UNKNOWN_POST)
        if standing.request_hash != request_hash(request):
            message = "This key came with another post before: use a new one."
            raise Conflict(ConflictCode.KEY_USED, message)
        return AcceptOutcome(
            view=post_view(standing, self.posts.deliveries(standing.id), principal), is_replay=True
        )
