"""Carry one leased delivery as far as it can go now: settle what is in doubt, then send, take down or change."""

from dataclasses import dataclass

from watchdesk.audit.ports import AuditTrail
from watchdesk.core.account import Account, AccountId
from watchdesk.core.backoff import pause
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import NeedsAPerson, RateLimited, TryLater
from watchdesk.core.message import OwnReply
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostState
from watchdesk.publishing.ports.posts import Freezes, Outlets, PostStore
from watchdesk.publishing.usecases.amend_published import edit_published, withdraw_published
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind
from watchdesk.publishing.usecases.send_parts import FIRST_CHECK, fail_delivery, send_parts
from watchdesk.register.ports import Register

MAX_CHECKS = 6
"""Over half an hour of looking; then it waits for a person, who can look with other eyes."""

MAX_LOST_RESPONSES = 5
"""An answer lost as often as this, to a part that was never there, is no accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDelivery:
    posts: PostStore
    outlets: Outlets
    freezes: Freezes
    register: Register
    messages: MessageStore
    audit: AuditTrail
    clock: Clock

    def __call__(self, post: Post, delivery: Delivery, stopwatch: Stopwatch) -> DeliveryRun:
        """Raises LeaseLost if another run has taken over. What the platform did not take, the delivery says."""
        one = DeliveryRun(
            post=post,
            delivery=delivery,
            account=self._account(delivery.account),
            outlets=self.outlets,
            posts=self.posts,
            freezes=self.freezes,
            audit=self.audit,
            clock=self.clock,
            stopwatch=stopwatch,
        )
        if one.delivery.is_in_doubt:
            self._settle(one)
        if not one.is_over:
            self._act(one)
        if not one.is_over:
            self._finish(one)
        return one

    def _account(self, account: AccountId) -> Account | None:
        return self.register.account(account)

    def _act(self, one: DeliveryRun) -> None:
        if one.is_unwanted and one.delivery.state is not DeliveryState.WITHDRAWN:
            withdraw_published(one)
        elif one.delivery.state is DeliveryState.ACCEPTED:
            self._send(one)
        elif one.delivery.state is DeliveryState.PUBLISHED and one.delivery.wish is PendingChange.EDIT:
            edit_published(one)

    def _send(self, one: DeliveryRun) -> None:
        if one.post.state is PostState.AWAITING_APPROVAL:
            one.release(None)
        elif one.post.publish_at > self.clock.now():
            one.release(one.post.publish_at)
        else:
            send_parts(one)

    def _settle(self, one: DeliveryRun) -> None:
        """Look whether the part is there whose answer was lost, and never send before knowing."""
        if one.delivery.looks >= MAX_CHECKS:
            one.release(None)
            return
        if one.delivery.state is DeliveryState.SENDING:
            one.note("unconfirmed", trouble="interrupted")
            one.mark(state=DeliveryState.UNCONFIRMED, trouble="interrupted", lost=one.delivery.lost + 1)
        # Counted before it is done: not even a look that kills the run is made for ever.
        one.mark(looks=one.delivery.looks + 1)
        try:
            found = one.outlet.look(one.part(len(one.delivery.published)))
        except Exception as error:  # noqa: BLE001  whatever kept us from seeing it, it may be there
            self._cannot_tell(one, error)
            return
        if found is not None:
            one.note("found", part=found.native_id)
            one.keep(found, DeliveryState.ACCEPTED)
            return
        one.note("absent")
        if one.delivery.lost >= MAX_LOST_RESPONSES:
            fail_delivery(one, TryLater("the platform lost its answer again and again"))
        else:
            one.mark(state=DeliveryState.ACCEPTED, looks=0)

    def _cannot_tell(self, one: DeliveryRun, error: Exception) -> None:
        looks, now = one.delivery.looks, self.clock.now()
        if not isinstance(error, TryLater | NeedsAPerson):
            one.errors.append(error)
        until = error.until if isinstance(error, RateLimited) else None
        look = max(now + (pause(looks - 1) if looks > 1 else FIRST_CHECK), until or now)
        one.release(look if looks < MAX_CHECKS else None, trouble=error_kind(error))

    def _finish(self, one: DeliveryRun) -> None:
        """What is published answers the message it was written for, which may be said again."""
        one.tell()
        delivery, reply_to = one.delivery, one.post.reply_to
        if delivery.state is DeliveryState.PUBLISHED and reply_to and reply_to.account == delivery.account:
            sent = OwnReply(
                native_id=delivery.published[0].native_id,
                sent_at=delivery.dated,
                answers=reply_to.native_id,
                thread_id=None,
            )
            self.messages.answer(delivery.account, sent, self.clock.now())
        is_wished = delivery.wish is not None and delivery.state is DeliveryState.PUBLISHED
        one.release(self.clock.now() if is_wished else None)
