"""The routes that decide about a stored post, withdraw it, or settle one of its deliveries."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.http.routing import NOT_FOUND_OR_CONFLICT, Caller, route
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.http.post_routes import POST
from watchdesk.publishing.http.requests import ApprovalBody, ConfirmationBody, RejectionBody
from watchdesk.publishing.http.responses import PostResponse
from watchdesk.publishing.usecases.approve_post import ApprovePost
from watchdesk.publishing.usecases.confirm_delivery import ConfirmDelivery
from watchdesk.publishing.usecases.reject_post import RejectPost
from watchdesk.publishing.usecases.retry_delivery import RetryDelivery
from watchdesk.publishing.usecases.withdraw_post import WithdrawPost

DELIVERY, TAG = f"{POST}/deliveries/<account>", "decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRoutes:
    approve: ApprovePost
    reject: RejectPost
    withdraw: WithdrawPost
    retry: RetryDelivery
    confirm: ConfirmDelivery

    @route("POST", f"{POST}/approve", "Approve a post", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def approve_post(self, post: str, body: ApprovalBody, caller: Caller) -> PostResponse:
        """Approve another person's post. The content hash names the version that the caller has read."""
        return PostResponse.model_validate(self.approve(PostId(post), caller, body.content_hash))

    @route("POST", f"{POST}/reject", "Reject a post", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def reject_post(self, post: str, body: RejectionBody, caller: Caller) -> PostResponse:
        """Reject another person's post, with a note for its author."""
        return PostResponse.model_validate(self.reject(PostId(post), caller, body.note))

    @route("POST", f"{POST}/withdraw", "Withdraw a post", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def withdraw_post(self, post: str, caller: Caller) -> PostResponse:
        """Withdraw a post: parts that are not public never go out, public parts are taken down. Safe to repeat."""
        return PostResponse.model_validate(self.withdraw(PostId(post), caller))

    @route("POST", f"{DELIVERY}/retry", "Retry a failed delivery", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def retry_delivery(self, post: str, account: str, caller: Caller) -> PostResponse:
        """Send a failed delivery again, from the first part that is not public."""
        return PostResponse.model_validate(self.retry(PostId(post), AccountId(account), caller))

    @route("POST", f"{DELIVERY}/confirm", "Settle an unconfirmed delivery", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def confirm_delivery(self, post: str, account: str, body: ConfirmationBody, caller: Caller) -> PostResponse:
        """Report what the caller found on the platform. A part that is not published may then be retried."""
        view = self.confirm(PostId(post), AccountId(account), caller, body.outcome, body.link)
        return PostResponse.model_validate(view)
