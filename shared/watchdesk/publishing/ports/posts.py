"""The ports that store posts and deliveries, and those that send them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import Account, AccountId
from watchdesk.core.errors import WatchdeskError
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import Delivery, Image, MediaId, Post, PostId, PublishedPart, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingPart:
    """One part of one delivery. It is complete and fixed: a repeat sends exactly the same."""

    account: Account
    text: str
    key: str
    dated: datetime
    language: str
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    images: tuple[Image, ...] = ()
    reply_to: str | None = None
    """The native id of the message of the public, or of the previous part, that this part answers."""
    known: frozenset[str] = frozenset()
    """The native ids of other parts on the account: when this part is looked for, it is none of them."""


class TooPublic(WatchdeskError):
    """The platform published the part for more people than was asked. The caller must withdraw it at once."""

    kind = "too_public"

    def __init__(self, message: str, *, published: PublishedPart) -> None:
        super().__init__(message)
        self.published = published


class Outlet(Protocol):
    """Publishes the posts of one account. Each method makes one attempt and repeats nothing.

    All methods raise TryLater or RateLimited if it certainly did not happen and may be tried again, Refused if the
    platform will never take this part, NeedsAPerson if the account cannot publish now, Unconfirmed if the answer
    was lost. A part that more people can read than was asked raises TooPublic from `send` and `edit`.
    """

    def send(self, part: OutgoingPart) -> PublishedPart: ...

    def look(self, part: OutgoingPart) -> PublishedPart | None:
        """Return the part if it is public, None if it certainly is not. Raises TryLater if this cannot be told."""
        ...

    def edit(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:
        """Change the text of a published part. Raises Refused where the platform has no edits."""
        ...

    def withdraw(self, account: Account, published: PublishedPart) -> None:
        """Withdraw the part and look whether it is gone. Safe to repeat. Raises TryLater if it is still there."""
        ...


class Outlets(Protocol):
    def of(self, account: Account) -> Outlet: ...


class MediaStore(Protocol):
    def read(self, media: MediaId) -> bytes:
        """Return the bytes as they were checked. Raises Gone if there are none."""
        ...


class PostStore(Protocol):
    """Posts and their deliveries. A write raises LeaseLost if the stored revision is not the one that was read."""

    def add(self, post: Post, deliveries: Sequence[Delivery]) -> bool:
        """Store the post and its deliveries in one transaction. Return False if the post id is stored already."""
        ...

    def post(self, post: PostId) -> Post | None: ...

    def deliveries(self, post: PostId) -> Sequence[Delivery]:
        """Return the deliveries in the order of their accounts."""
        ...

    def save(self, post: Post, deliveries: Sequence[Delivery]) -> tuple[Post, Sequence[Delivery]]:
        """Write all of them or none, each under its next revision."""
        ...

    def save_post(self, post: Post) -> Post: ...

    def save_delivery(self, delivery: Delivery) -> Delivery: ...


class PostList(Protocol):
    """All posts, page by page."""

    def newest(self, limit: int, after: PostId | None = None) -> Sequence[Post]:
        """Return up to `limit` posts, the newest first, from behind the post `after`. No posts means the end."""
        ...


class DeliveryQueue(Protocol):
    """The deliveries that must be processed. A run that leases a delivery holds it until its `lease_until`."""

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Return up to `limit` deliveries whose attention time has come, soonest first within a shard."""
        ...

    def waiting(self) -> Sequence[Delivery]:
        """Return all deliveries with an attention time, soonest first: scheduled, held, retried, unconfirmed."""
        ...

    def lease(self, delivery: Delivery, lease: str, now: datetime, until: datetime) -> Delivery | None:
        """Lease the delivery for one run. Return None if it is not due, has changed, or another run holds it."""
        ...


class DeliveryRequests(Protocol):
    """Requests deliveries at once. The next minute's run finds due deliveries without a request too."""

    def put(self, deliveries: Sequence[tuple[PostId, AccountId]]) -> None: ...


class Freezes(Protocol):
    """The freezes that are in force."""

    def all(self) -> Sequence[Freeze]: ...

    def put(self, freeze: Freeze) -> None:
        """Set or replace the freeze of its account, or of the force."""
        ...

    def lift(self, account: AccountId | None) -> bool:
        """Lift the freeze. Return False if there was none."""
        ...
