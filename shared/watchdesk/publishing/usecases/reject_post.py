"""Reject a post that awaits a second person's decision."""

from dataclasses import dataclass, replace

from watchdesk.core.errors import Unacceptable
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import Decision, PostId, PostState
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.domain.request_checks import note_problems
from watchdesk.publishing.usecases.find_awaiting_post import FindAwaitingPost
from watchdesk.publishing.usecases.store_post import StorePost


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectPost:
    find: FindAwaitingPost
    store: StorePost

    def __call__(self, post_id: PostId, principal: Principal, note: str) -> PostView:
        """Keep the post from going out, with a note for the author, who may edit and so submit it again.

        Raises Unknown, TryLater, Conflict if the principal may not decide now, Unacceptable for an invalid note.
        """
        post, deliveries = self.find(post_id, principal)
        if problems := list(note_problems(note, "note")):
            raise Unacceptable(problems)
        now = self.store.record(principal, "reject_post", post)
        decision = Decision(by=principal.subject, at=now, approved=False, note=note)
        rejected = replace(post, state=PostState.REJECTED, decision=decision)
        return self.store.changed(rejected, [delivery.cancelled() for delivery in deliveries], principal)
