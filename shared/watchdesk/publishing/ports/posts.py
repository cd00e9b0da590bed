"""What publishing needs of the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import Account, AccountId
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import Delivery, Image, MediaId, Post, PostId, PublishedPart, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingPart:
    """One part of one delivery, complete and fixed: sending it twice means sending the same thing."""

    account: Account
    text: str
    key: str
    dated: datetime
    language: str
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    images: tuple[Image, ...] = ()
    reply_to: str | None = None
    """The native id of what it answers: a message of the public, or the part before it."""


class Outlet(Protocol):
    """Where one account's posts go out. Each method is one attempt; nothing is tried twice inside.

    All raise TryLater or RateLimited if it certainly did not happen and may be tried again, Refused if this item
    will never be taken, NeedsAPerson if the account cannot publish now, Unconfirmed if the answer was lost.
    """

    def send(self, part: OutgoingPart) -> PublishedPart: ...

    def look(self, part: OutgoingPart) -> PublishedPart | None:
        """Whether the part is there. None: certainly not. Raises TryLater if looking cannot tell."""
        ...

    def edit(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:
        """Raises Refused where the platform knows no edits: withdraw and post anew."""
        ...

    def withdraw(self, account: Account, published: PublishedPart) -> None:
        """Take it down. Safe to repeat."""
        ...


class Outlets(Protocol):
    def of(self, account: Account) -> Outlet: ...


class MediaStore(Protocol):
    def read(self, media: MediaId) -> bytes:
        """The bytes as they were checked. Raises Gone if there are none."""
        ...


class PostStore(Protocol):
    """Posts and their deliveries. Every write is conditional on the revision that was read (else LeaseLost)."""

    def add(self, post: Post, deliveries: Sequence[Delivery]) -> bool:
        """Store both at once. False if the post id is stored already."""
        ...

    def post(self, post: PostId) -> Post | None: ...

    def deliveries(self, post: PostId) -> Sequence[Delivery]:
        """In the order of their accounts."""
        ...

    def save(self, post: Post, deliveries: Sequence[Delivery]) -> tuple[Post, Sequence[Delivery]]:
        """Write all of them or none, each under its next revision."""
        ...

    def save_post(self, post: Post) -> Post: ...

    def save_delivery(self, delivery: Delivery) -> Delivery: ...


class PostList(Protocol):
    """Every post there is, page by page."""

    def newest(self, limit: int, after: PostId | None = None) -> Sequence[Post]:
        """Up to `limit` posts, the newest first, beginning behind the post `after`. Empty: there are no more."""
        ...


class DeliveryQueue(Protocol):
    """The deliveries that want attention. Whoever leases one holds it until its `lease_until`."""

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Up to `limit` deliveries whose attention time has come, soonest first within a shard."""
        ...

    def waiting(self) -> Sequence[Delivery]:
        """All that want attention, now or later, soonest first: scheduled, held, tried again, unconfirmed."""
        ...

    def lease(self, delivery: Delivery, lease: str, now: datetime, until: datetime) -> Delivery | None:
        """Take it for one run. None if it is not due, has moved on, or another run holds it."""
        ...


class DeliveryRequests(Protocol):
    """Asks for a delivery at once. What is not asked for is found by the next minute's run all the same."""

    def put(self, deliveries: Sequence[tuple[PostId, AccountId]]) -> None: ...


class Freezes(Protocol):
    """What is held back, and by whose word."""

    def all(self) -> Sequence[Freeze]: ...

    def put(self, freeze: Freeze) -> None:
        """Set or replace the freeze of its account, or of the force."""
        ...

    def lift(self, account: AccountId | None) -> bool:
        """False if there was none."""
        ...
