"""Advance one leased delivery as far as possible: resolve a lost answer, then send, withdraw or edit."""

from dataclasses import dataclass

from watchdesk.audit.ports import AuditTrail
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.message import OwnReply
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostState
from watchdesk.publishing.ports.posts import Freezes, Outlets, PostStore
from watchdesk.publishing.usecases.amend_published import edit_published, withdraw_published
from watchdesk.publishing.usecases.delivery_run import DeliveryRun
from watchdesk.publishing.usecases.find_known_parts import FindKnownParts
from watchdesk.publishing.usecases.resolve_doubt import resolve_doubt
from watchdesk.publishing.usecases.send_parts import send_parts
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDelivery:
    posts: PostStore
    find_known_parts: FindKnownParts
    outlets: Outlets
    freezes: Freezes
    register: Register
    messages: MessageStore
    audit: AuditTrail
    clock: Clock

    def __call__(self, post: Post, delivery: Delivery, stopwatch: Stopwatch) -> DeliveryRun:
        """Return the finished run. Platform errors are stored in the delivery.

        Raises LeaseLost if another run has taken over.
        """
        run = DeliveryRun(
            post=post,
            delivery=delivery,
            account=self.register.account(delivery.account),
            outlets=self.outlets,
            posts=self.posts,
            freezes=self.freezes,
            audit=self.audit,
            clock=self.clock,
            stopwatch=stopwatch,
        )
        if run.delivery.is_in_doubt:
            resolve_doubt(run, self.find_known_parts)
        if not run.is_over:
            self._act(run)
        if not run.is_over:
            self._finish(run)
        return run

    def _act(self, run: DeliveryRun) -> None:
        if run.is_unwanted and run.delivery.state is not DeliveryState.WITHDRAWN:
            withdraw_published(run)
        elif run.delivery.state is DeliveryState.ACCEPTED:
            self._send(run)
        elif run.delivery.state is DeliveryState.PUBLISHED and run.delivery.wish is PendingChange.EDIT:
            edit_published(run)

    def _send(self, run: DeliveryRun) -> None:
        if run.post.state is PostState.AWAITING_APPROVAL:
            run.release(None)
        elif run.post.publish_at > self.clock.now():
            run.release(run.post.publish_at)
        else:
            send_parts(run)

    def _finish(self, run: DeliveryRun) -> None:
        """Record a published reply as the answer to its message, then release the delivery. Safe to repeat."""
        run.write_events()
        delivery, reply_to = run.delivery, run.post.reply_to
        if delivery.state is DeliveryState.PUBLISHED and reply_to and reply_to.account == delivery.account:
            sent = OwnReply(
                native_id=delivery.published[0].native_id,
                sent_at=delivery.dated,
                answers=reply_to.native_id,
                thread_id=None,
            )
            self.messages.answer(delivery.account, sent, self.clock.now())
        has_pending_change = delivery.wish is not None and delivery.state is DeliveryState.PUBLISHED
        run.release(self.clock.now() if has_pending_change else None)
