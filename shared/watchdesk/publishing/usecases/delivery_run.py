"""One leased delivery on its way: what is known of it, and how each step is written down before the next."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from watchdesk.audit.ports import AuditTrail
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import Account, AccountState
from watchdesk.core.backoff import pause
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, LeaseLost, NeedsAPerson, RateLimited, WatchdeskError
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostState, PublishedPart
from watchdesk.publishing.ports.posts import Freezes, OutgoingPart, Outlet, Outlets, PostStore

CALL_TIME = timedelta(seconds=25)
"""No call is begun with less of the run left: one may carry four images, each with a time-out of its own."""

RUN_FIELDS = (
    "state",
    "attention_at",
    "published",
    "held",
    "tries",
    "lost",
    "looks",
    "untold",
    "lease",
    "lease_until",
    "trouble",
)
"""What a run writes of a delivery; the rest belongs to whoever accepted or changed it."""
REQUEST_FIELDS = frozenset({"wish", "revised"})

FREEZE_RECHECK = timedelta(seconds=45)
"""Less than the minute between two runs, so that each of them looks whether the freeze still stands."""

SYSTEM = "system"
ACTION = "deliver_post"


@dataclass(slots=True, kw_only=True)
class DeliveryRun:
    """The deeds it notes are stored with the step they tell of, then told: a run that dies tells none twice."""

    post: Post
    delivery: Delivery
    account: Account | None
    """None: it has left the register."""
    outlets: Outlets
    posts: PostStore
    freezes: Freezes
    audit: AuditTrail
    clock: Clock
    stopwatch: Stopwatch
    sent: int = 0
    """How many parts went out in this run."""
    errors: list[Exception] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Nothing more is to be done in this run."""
        return self.delivery.lease is None

    @property
    def is_out_of_time(self) -> bool:
        return self.stopwatch.left() < CALL_TIME

    @property
    def is_frozen(self) -> bool:
        return any(freeze.holds(self.post, self.delivery.account) for freeze in self.freezes.all())

    @property
    def is_unwanted(self) -> bool:
        """It shall not go out, or not stay."""
        is_withdrawn = self.post.state in (PostState.WITHDRAWN, PostState.REJECTED)
        return is_withdrawn or self.delivery.wish is PendingChange.WITHDRAW

    @property
    def known_account(self) -> Account:
        """Raises NeedsAPerson if it has left the register."""
        if self.account is None:
            raise NeedsAPerson("the register no longer holds this account")
        return self.account

    @property
    def outlet(self) -> Outlet:
        """Raises NeedsAPerson if there is none: nothing has been sent then."""
        try:
            return self.outlets.of(self.known_account)
        except Defect as error:
            raise NeedsAPerson(str(error)) from error

    @property
    def is_silenced(self) -> bool:
        """A retired account says nothing, and a draining one only answers."""
        if self.account is None or self.account.state is AccountState.ACTIVE:
            return False
        return self.account.state is AccountState.RETIRED or self.post.reply_to is None

    def part(self, index: int, text: str | None = None) -> OutgoingPart:
        """The same at every try. Images stand under the first part; each part answers the one before it."""
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
            reply_to=self._answered(index),
        )

    def _answered(self, index: int) -> str | None:
        if index:
            return self.delivery.published[index - 1].native_id
        reply_to = self.post.reply_to
        return reply_to.native_id if reply_to and reply_to.account == self.delivery.account else None

    def note(self, outcome: str, **facts: str) -> None:
        """A deed for the audit trail, told once the step it belongs to is stored."""
        known = {"account": self.delivery.account, "outcome": outcome, "content": self.post.content_hash}
        at = self.clock.now()
        deed = AuditEvent(actor=SYSTEM, action=ACTION, about=self.post.id, at=at, facts=known | facts)
        self.delivery = replace(self.delivery, untold=(*self.delivery.untold, deed))

    def tell(self) -> None:
        for deed in self.delivery.untold:
            self.audit.add(deed)
        self.delivery = replace(self.delivery, untold=())

    def begin(self, **changes: Any) -> bool:  # noqa: ANN401  fields of a Delivery
        """Write down what is about to be done. False if somebody has changed it meanwhile: then begin anew."""
        try:
            self.delivery = self.posts.save_delivery(replace(self.delivery, **changes))
        except LeaseLost:
            self.delivery = self._standing()
            return False
        return True

    def mark(self, **changes: Any) -> None:  # noqa: ANN401  fields of a Delivery
        """Write down what has been done, beside what somebody has wished meanwhile.

        Raises LeaseLost if another run has taken over.
        """
        marked = replace(self.delivery, **changes)
        try:
            self.delivery = self.posts.save_delivery(marked)
        except LeaseLost:
            self.delivery = self.posts.save_delivery(
                self._beside_others(marked, {*RUN_FIELDS, *changes} - REQUEST_FIELDS)
            )

    def keep(self, part: PublishedPart, unfinished: DeliveryState) -> None:
        """Write down a part that is there. With the last one, it is published; before that, `unfinished`."""
        there = (*self.delivery.published, part)
        is_whole = len(there) == len(self.delivery.parts)
        if is_whole:
            self.note("published", part=part.native_id)
        state = DeliveryState.PUBLISHED if is_whole else unfinished
        self.mark(published=there, state=state, tries=0, lost=0, looks=0, trouble="")

    def release(self, at: datetime | None, **changes: Any) -> None:  # noqa: ANN401  fields of a Delivery
        """End the run: store this step, tell what it did, and give the delivery free until `at`."""
        self.delivery = replace(self.delivery, **changes)
        if self.delivery.untold:
            self.mark()
            self.tell()
        self.mark(lease=None, lease_until=None, attention_at=at)

    def later(self, error: Exception) -> datetime:
        """When to try again: the platform's own word, or 60 s doubling with every try in vain."""
        now = self.clock.now()
        until = error.until if isinstance(error, RateLimited) else None
        return max(now, until) if until else now + pause(self.delivery.tries + 1)

    def _beside_others(self, marked: Delivery, names: set[str]) -> Delivery:
        beside = replace(self._standing(), **{name: getattr(marked, name) for name in names})
        is_free = beside.lease is None and beside.state is not DeliveryState.UNCONFIRMED
        return replace(beside, attention_at=self.clock.now()) if is_free and beside.wish else beside

    def _standing(self) -> Delivery:
        """As it stands now. Raises LeaseLost unless this run still holds it."""
        standing = [each for each in self.posts.deliveries(self.post.id) if each.account == self.delivery.account]
        if not standing or standing[0].lease != self.delivery.lease:
            raise LeaseLost("another run has taken this delivery over")
        return standing[0]


def error_kind(error: Exception) -> str:
    return error.kind if isinstance(error, WatchdeskError) else Defect.kind


def error_text(error: Exception) -> str:
    """The kind, and what the adapter says must change; an unforeseen error's own words stay out."""
    return f"{error.kind}: {error}" if isinstance(error, WatchdeskError) else Defect.kind
