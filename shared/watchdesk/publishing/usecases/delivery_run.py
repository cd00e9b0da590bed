"""One run of one leased delivery: what the steps need to know, and how they end the run."""

from dataclasses import dataclass, field
from datetime import timedelta

from watchdesk.core.account import Account, AccountState
from watchdesk.core.backoff import pause
from watchdesk.core.clock import Stopwatch
from watchdesk.core.errors import Defect, NeedsAPerson, RateLimited, WatchdeskError
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PostState
from watchdesk.publishing.ports.posts import Freezes, OutgoingPart, Outlet, Outlets
from watchdesk.publishing.usecases.delivery_record import DeliveryRecord

CALL_TIME = timedelta(seconds=25)
"""No call starts with less time left. One call may upload four images, each with its own time-out."""


@dataclass(slots=True, kw_only=True)
class DeliveryRun(DeliveryRecord):
    account: Account | None
    """None if the account is no longer in the register."""
    outlets: Outlets
    freezes: Freezes
    stopwatch: Stopwatch
    sent: int = 0
    """The number of parts that this run has sent."""
    errors: list[Exception] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Say whether the run has released the delivery."""
        return self.delivery.lease is None

    @property
    def is_out_of_time(self) -> bool:
        return self.stopwatch.left() < CALL_TIME

    @property
    def is_frozen(self) -> bool:
        return any(freeze.holds(self.post, self.delivery.account) for freeze in self.freezes.all())

    @property
    def is_unwanted(self) -> bool:
        """Say whether the delivery must not go out, or must not stay public."""
        is_withdrawn = self.post.state in (PostState.WITHDRAWN, PostState.REJECTED)
        return is_withdrawn or self.delivery.wish is PendingChange.WITHDRAW

    @property
    def known_account(self) -> Account:
        """Return the account. Raises NeedsAPerson if it is no longer in the register."""
        if self.account is None:
            raise NeedsAPerson("the register no longer holds this account")
        return self.account

    @property
    def outlet(self) -> Outlet:
        """Return the outlet of the account. Raises NeedsAPerson if there is none; nothing has been sent then."""
        try:
            return self.outlets.of(self.known_account)
        except Defect as error:
            raise NeedsAPerson(str(error)) from error

    @property
    def is_account_closed(self) -> bool:
        """Say whether the account no longer publishes this post. A draining account still sends replies."""
        if self.account is None or self.account.state is AccountState.ACTIVE:
            return False
        return self.account.state is AccountState.RETIRED or not self.post.is_reply

    def part(self, index: int, text: str | None = None) -> OutgoingPart:
        """Return the part to send, identical at every try.

        The first part carries the images. Each later part answers the one before it.
        """
        delivery, post = self.delivery, self.post
        return OutgoingPart(
            account=self.known_account,
            text=delivery.parts[index] if text is None else text,
            key=delivery.keys[index],
            dated=delivery.dated,
            language=post.language,
            content_warning=post.content_warning,
            visibility=post.visibility,
            images=() if index else post.images,
            reply_to=self._reply_to(index),
        )

    def fail(self, error: Exception) -> None:
        """End the run with a delivery that is certainly not public and that a person must see to."""
        self.note("failed", trouble=error_kind(error))
        self.release(None, state=DeliveryState.FAILED, held=False, trouble=error_text(error))

    def postpone(self, error: Exception, state: DeliveryState | None = None, trouble: str = "") -> None:
        """End the run and try again later: at the time the platform named, else after a growing pause."""
        now, tries = self.clock.now(), self.delivery.tries + 1
        until = error.until if isinstance(error, RateLimited) else None
        at = max(now, until) if until else now + pause(tries)
        trouble = trouble or error_kind(error)
        self.release(at, tries=tries, trouble=trouble, state=state or self.delivery.state)

    def _reply_to(self, index: int) -> str | None:
        if index:
            return self.delivery.published[index - 1].native_id
        reply_to = self.post.reply_to
        return reply_to.native_id if reply_to and reply_to.account == self.delivery.account else None


def error_kind(error: Exception) -> str:
    return error.kind if isinstance(error, WatchdeskError) else Defect.kind


def error_text(error: Exception) -> str:
    """Return the kind and the advice of the adapter. The text of an unforeseen error is left out."""
    return f"{error.kind}: {error}" if isinstance(error, WatchdeskError) else Defect.kind
