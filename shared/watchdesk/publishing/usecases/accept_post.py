"""Accept a request: review it, record it, store it as a post and ask for its deliveries."""

from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Conflict, ConflictCode, Defect, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Post
from watchdesk.publishing.domain.post_access import AcceptOutcome, post_view, visible_accounts
from watchdesk.publishing.domain.post_request import PostRequest, post_id, request_hash
from watchdesk.publishing.domain.request_checks import key_problems
from watchdesk.publishing.ports.posts import PostStore
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.review_post import ReviewPost
from watchdesk.publishing.usecases.store_post import StorePost


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPost:
    review: ReviewPost
    build: BuildPost
    posts: PostStore
    store: StorePost
    clock: Clock

    def __call__(self, request: PostRequest, key: str, principal: Principal) -> AcceptOutcome:
        """Store the post under an id made of author and key. A repeated request returns the stored post.

        Raises Unacceptable with every problem, Conflict if the key came with another request, and TryLater if
        it could not be recorded or stored: then the same request may be sent with the same key.
        """
        if problems := list(key_problems(key)):
            raise Unacceptable(problems)
        identity = post_id(principal.subject, key)
        stored = self.posts.post(identity)
        if stored is not None:
            return self._replayed(stored, request, principal)
        review = self.review(request, principal)
        if review.preview.problems:
            raise Unacceptable(review.preview.problems)
        post = self.build.post(identity, principal.subject, request, review, self.clock.now())
        deliveries = self.build.deliveries(post, review)
        self.store.record(principal, "accept_post", post, state=post.state)
        view = self.store.new(post, deliveries, principal)
        return AcceptOutcome(view=view) if view else self._stored_meanwhile(post, request, principal)

    def _stored_meanwhile(self, post: Post, request: PostRequest, principal: Principal) -> AcceptOutcome:
        """Return the post that an identical request stored at the same time."""
        stored = self.posts.post(post.id)
        if stored is None:
            raise Defect("a post could not be stored, but no post with its id exists")
        return self._replayed(stored, request, principal)

    def _replayed(self, stored: Post, request: PostRequest, principal: Principal) -> AcceptOutcome:
        """Return the stored post in its present state. Raises Conflict if the key came with another request."""
        if not visible_accounts(stored, principal):
            raise Unknown("there is no such post")
        if stored.request_hash != request_hash(request):
            raise Conflict(ConflictCode.KEY_USED, "This key came with another post before: use a new one.")
        return AcceptOutcome(view=post_view(stored, self.posts.deliveries(stored.id), principal), is_replay=True)
