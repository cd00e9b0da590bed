"""Approve a post that awaits a second person's decision."""

from dataclasses import dataclass, replace

from watchdesk.core.errors import Conflict, ConflictCode, Unacceptable
from watchdesk.core.principal import Principal
from watchdesk.core.problems import Problem
from watchdesk.publishing.domain.account_choice import account_state_problem, removed_account
from watchdesk.publishing.domain.post import Decision, Post, PostId, PostState
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.usecases.find_awaiting_post import FindAwaitingPost
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePost:
    find: FindAwaitingPost
    register: Register
    store: StorePost

    def __call__(self, post_id: PostId, principal: Principal, content_hash: str | None = None) -> PostView:
        """Let the post go out at its time, or at once if that time has passed.

        `content_hash` is the hash of what the person saw. Raises Unknown, TryLater, Conflict if the principal may
        not decide now or the post has changed, Unacceptable if one of its accounts can no longer be used.
        """
        post, deliveries = self.find(post_id, principal)
        if content_hash is not None and content_hash != post.content_hash:
            raise Conflict(ConflictCode.CHANGED, "The post has changed since you read it: read it again.")
        if problems := self._account_problems(post):
            raise Unacceptable(problems)
        now = self.store.record(principal, "approve_post", post)
        at = max(post.publish_at, now)
        decision = Decision(by=principal.subject, at=now, approved=True)
        approved = replace(post, state=PostState.ACCEPTED, decision=decision)
        return self.store.changed(approved, [delivery.rescheduled(at) for delivery in deliveries], principal)

    def _account_problems(self, post: Post) -> list[Problem]:
        problems = list[Problem | None]()
        for index, identity in enumerate(post.accounts):
            field, account = f"accounts.{index}", self.register.account(identity)
            if account is None:
                problems.append(removed_account(identity, field))
            else:
                problems.append(account_state_problem(account, field, is_reply=post.is_reply))
        return [problem for problem in problems if problem]
