"""What a person does about a delivery that cannot go on by itself."""

from dataclasses import dataclass, replace

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, Unacceptable, Unknown
from watchdesk.core.principal import Principal
from watchdesk.core.problems import ConflictCode, Problem, ProblemCode
from watchdesk.publishing.domain.post import (
    Delivery,
    DeliveryState,
    PendingChange,
    PostId,
    PostState,
    PublishedPart,
)
from watchdesk.publishing.domain.post_request import ConfirmationOutcome, PostView
from watchdesk.publishing.ports.composing import PostLinks
from watchdesk.publishing.usecases.build_post import without_lease
from watchdesk.publishing.usecases.find_post import UNKNOWN_POST, FindPost
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.register.ports import Register

LONGEST_LINK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDelivery:
    """Both need what it takes to say something on the account without approval: `publish`, or `reply` for a reply.

    Both raise Unknown, Conflict if the delivery is not in that state now, TryLater.
    """

    find: FindPost
    register: Register
    links: PostLinks
    record: RecordPostDeed
    keep: StorePost

    def retry(self, post: PostId, account: AccountId, principal: Principal) -> PostView:
        """Send a failed delivery again, from the first part that is not there."""
        found, delivery = self.find.for_one(post, account, principal)
        if found.state is not PostState.ACCEPTED or delivery.wish is PendingChange.WITHDRAW:
            raise Conflict(ConflictCode.WITHDRAWN, "It has been withdrawn: post anew.")
        if delivery.state is not DeliveryState.FAILED:
            raise Conflict(ConflictCode.NOT_FAILED, "Only what has failed can be tried again.")
        now = self.record.of_post(principal, "retry_delivery", found, account=account)
        # The keys stay: if it is there against all appearances, the platform sees the same post.
        again = replace(without_lease(delivery), state=DeliveryState.ACCEPTED, attention_at=now, tries=0, looks=0)
        return self.keep.changed_delivery(found, replace(again, trouble="", held=False), principal)

    def confirm(
        self, post: PostId, account: AccountId, principal: Principal, outcome: ConfirmationOutcome, link: str = ""
    ) -> PostView:
        """Say what somebody found who looked. What is not published has failed, and may then be tried again.

        Raises Unacceptable if it is published and the link does not lead to a post of the account.
        """
        found, delivery = self.find.for_one(post, account, principal)
        if delivery.state is not DeliveryState.UNCONFIRMED:
            raise Conflict(ConflictCode.NOT_UNCONFIRMED, "Only what is unconfirmed can be confirmed.")
        part = self._part(account, link) if outcome is ConfirmationOutcome.PUBLISHED else None
        there = part.native_id if part else ""
        now = self.record.of_post(
            principal, "confirm_delivery", found, account=account, outcome=outcome, part=there
        )
        settled = replace(without_lease(_settled(delivery, part)), looks=0, tries=0, trouble="")
        is_wanted = settled.state is DeliveryState.ACCEPTED or settled.wish is not None
        return self.keep.changed_delivery(
            found, replace(settled, attention_at=now if is_wanted else None), principal
        )

    def _part(self, account: AccountId, link: str) -> PublishedPart:
        declared = self.register.account(account)
        if declared is None:
            raise Unknown(UNKNOWN_POST)
        part = self.links.part(declared, link) if len(link) <= LONGEST_LINK and link.isprintable() else None
        if part is None:
            message = "Copy the link of the post itself, as it stands on this account."
            raise Unacceptable([Problem(code=ProblemCode.LINK, field="link", message=message, account=account)])
        return part


def _settled(delivery: Delivery, part: PublishedPart | None) -> Delivery:
    if part is not None:
        there = (*delivery.published, part)
        is_whole = len(there) == len(delivery.parts)
        state = DeliveryState.PUBLISHED if is_whole else DeliveryState.ACCEPTED
        return replace(delivery, published=there, state=state)
    if delivery.wish is PendingChange.WITHDRAW and not delivery.published:
        return replace(delivery, state=DeliveryState.WITHDRAWN, wish=None)
    return replace(delivery, state=DeliveryState.FAILED)
