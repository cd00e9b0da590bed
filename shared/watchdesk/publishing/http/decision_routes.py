"""What is done to a post that stands: decisions, withdrawals, and deliveries that cannot go on by themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from watchdesk.core.account import AccountId
from watchdesk.http.routing import NOT_FOUND_OR_CONFLICT, Caller, Route
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.http.facade import Desk
from watchdesk.publishing.http.requests import ApprovalBody, ConfirmationBody, RejectionBody
from watchdesk.publishing.http.responses import PostResponse


@dataclass(frozen=True, slots=True)
class DecisionRoutes:
    desk: Desk

    def routes(self) -> Iterator[Route]:
        post, delivery = "/v1/posts/<post>", "/v1/posts/<post>/deliveries/<account>"
        yield _route(f"{post}/approve", self.approve_post, "Approve a post")
        yield _route(f"{post}/reject", self.reject_post, "Reject a post")
        yield _route(f"{post}/withdraw", self.withdraw_post, "Take a post back, wherever it is")
        yield _route(f"{delivery}/retry", self.retry_delivery, "Send a failed delivery again")
        yield _route(f"{delivery}/confirm", self.confirm_delivery, "Say what became of an unconfirmed delivery")

    def approve_post(self, post: str, asked: ApprovalBody, who: Caller) -> PostResponse:
        """By somebody other than its author, who names what they saw by its content hash."""
        return PostResponse.model_validate(self.desk.approve(PostId(post), who, asked.content_hash))

    def reject_post(self, post: str, asked: RejectionBody, who: Caller) -> PostResponse:
        """By somebody other than its author."""
        return PostResponse.model_validate(self.desk.reject(PostId(post), who, asked.note))

    def withdraw_post(self, post: str, who: Caller) -> PostResponse:
        """What is not out never goes out, and what is out is taken down. Safe to repeat."""
        return PostResponse.model_validate(self.desk.withdraw(PostId(post), who))

    def retry_delivery(self, post: str, account: str, who: Caller) -> PostResponse:
        """From the first part that is not there."""
        return PostResponse.model_validate(self.desk.retry(PostId(post), AccountId(account), who))

    def confirm_delivery(self, post: str, account: str, asked: ConfirmationBody, who: Caller) -> PostResponse:
        """By somebody who has looked. What is not published may then be tried again."""
        found = self.desk.confirm(PostId(post), AccountId(account), who, asked.outcome, asked.link)
        return PostResponse.model_validate(found)


def _route(path: str, call: Callable[..., Any], summary: str) -> Route:
    return Route(
        method="POST",
        path=path,
        call=call,
        summary=summary,
        answer=PostResponse,
        tag="deeds",
        errors=NOT_FOUND_OR_CONFLICT,
    )
