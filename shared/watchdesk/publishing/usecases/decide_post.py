"""Approve or reject what somebody else has handed in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from watchdesk.core.account import Account, AccountId
from watchdesk.core.errors import Conflict, Unacceptable
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import ConflictCode, Problem, ProblemCode
from watchdesk.core.text_rules import LONGEST_NOTE, character_problems
from watchdesk.publishing.domain.post import Decision, Delivery, DeliveryState, Post, PostId, PostState
from watchdesk.publishing.domain.post_request import PostView
from watchdesk.publishing.usecases.build_post import rescheduled, without_lease
from watchdesk.publishing.usecases.choose_accounts import account_state_problem
from watchdesk.publishing.usecases.find_post import FindPost
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePost:
    """Both need `approve` on every account of the post, and are never the author's.

    Both raise Unknown, Conflict if it is not for them to decide now, TryLater if it could not be recorded.
    """

    find: FindPost
    register: Register
    record: RecordPostDeed
    keep: StorePost

    def approve(self, post: PostId, principal: Principal, seen: str | None = None) -> PostView:
        """It goes out at its time, or at once if that is past. `seen`: the content hash of what was approved.

        Raises Unacceptable if one of its accounts can no longer be used.
        """
        found = self._awaiting(post, principal)
        if seen is not None and seen != found.content_hash:
            raise Conflict(ConflictCode.CHANGED, "It reads otherwise now: look at it again.")
        accounts = {account.id: account for account in self.register.accounts()}
        if problems := list(_account_problems(found, accounts)):
            raise Unacceptable(problems)
        now = self.record.of_post(principal, "approve_post", found)
        dated = max(found.publish_at, now)
        deliveries = [rescheduled(each, dated) for each in self.find.deliveries(found)]
        decision = Decision(by=principal.subject, at=now, approved=True)
        return self.keep.changed(
            replace(found, state=PostState.ACCEPTED, decision=decision), deliveries, principal
        )

    def reject(self, post: PostId, principal: Principal, note: str) -> PostView:
        """With a note for the author, who may change it and so hand it in again."""
        found = self._awaiting(post, principal)
        if problems := list(note_problems(note, "note")):
            raise Unacceptable(problems)
        now = self.record.of_post(principal, "reject_post", found)
        decision = Decision(by=principal.subject, at=now, approved=False, note=note)
        deliveries = [_never(each) for each in self.find.deliveries(found)]
        return self.keep.changed(
            replace(found, state=PostState.REJECTED, decision=decision), deliveries, principal
        )

    def _awaiting(self, post: PostId, principal: Principal) -> Post:
        found = self.find.for_all(post, principal, Action.APPROVE)
        if found.author == principal.subject:
            raise Conflict(ConflictCode.OWN_POST, "Somebody other than its author decides.")
        if found.state is not PostState.AWAITING_APPROVAL:
            raise Conflict(ConflictCode.NOT_AWAITING, "It does not await approval.")
        return found


def note_problems(note: str, field: str) -> Iterator[Problem]:
    if len(note) > LONGEST_NOTE:
        message = f"Shorten it by {len(note) - LONGEST_NOTE} characters."
        yield Problem(code=ProblemCode.FIELD_TOO_LONG, field=field, message=message)
    yield from character_problems(note, field)


def _account_problems(post: Post, accounts: Mapping[AccountId, Account]) -> Iterator[Problem]:
    for index, identity in enumerate(post.accounts):
        field, account = f"accounts.{index}", accounts.get(identity)
        if account is None:
            message = "It has left the register: reject the post."
            yield Problem(code=ProblemCode.ACCOUNT_UNKNOWN, field=field, message=message, account=identity)
        elif problem := account_state_problem(account, field, is_reply=post.reply_to is not None):
            yield problem


def _never(delivery: Delivery) -> Delivery:
    return replace(without_lease(delivery), state=DeliveryState.WITHDRAWN, attention_at=None)
