"""Confirm what a person found on the platform for a delivery whose answer was lost."""

from dataclasses import dataclass, replace

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome, confirmed
from watchdesk.publishing.domain.post import DeliveryState, PostId, PublishedPart
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.ports.composing import PostLinks
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.register.ports import Register

LONGEST_LINK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDelivery:
    find: FindPost
    register: Register
    links: PostLinks
    store: StorePost

    def __call__(
        self,
        post_id: PostId,
        account: AccountId,
        principal: Principal,
        outcome: ConfirmationOutcome,
        link: str = "",
    ) -> PostView:
        """Settle the delivery. A part that is not published has failed and may then be retried.

        It needs `publish` on the account, or `reply` for a reply. Raises Unknown, Conflict if the delivery is
        not unconfirmed, TryLater, and Unacceptable if the link does not lead to a post of the account.
        """
        post, delivery = self.find.for_account(post_id, account, principal)
        if delivery.state is not DeliveryState.UNCONFIRMED:
            raise Conflict(ConflictCode.NOT_UNCONFIRMED, "Only an unconfirmed delivery can be confirmed.")
        part = self._published_part(account, link) if outcome is ConfirmationOutcome.PUBLISHED else None
        found = part.native_id if part else ""
        now = self.store.record(principal, "confirm_delivery", post, account=account, outcome=outcome, part=found)
        settled = confirmed(delivery, part)
        is_due = settled.state is DeliveryState.ACCEPTED or settled.wish is not None
        return self.store.changed_delivery(post, replace(settled, attention_at=now if is_due else None), principal)

    def _published_part(self, identity: AccountId, link: str) -> PublishedPart:
        account = self.register.account(identity)
        if account is None:
            raise Unknown(UNKNOWN_POST)
        part = self.links.part(account, link) if len(link) <= LONGEST_LINK and link.isprintable() else None
        if part is None:
            message = "Copy the link of the post itself on this account."
            raise Unacceptable([Problem(code=ProblemCode.LINK, field="link", message=message, account=identity)])
        return part
