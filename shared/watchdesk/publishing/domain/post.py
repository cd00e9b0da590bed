"""A post of the force, and one delivery of it for each account."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId, Platform
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.attribution import Attribution

PostId = NewType("PostId", str)
MediaId = NewType("MediaId", str)


class PostState(StrEnum):
    AWAITING_APPROVAL = "awaiting_approval"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    """The post goes out at `publish_at`, is going out, or has gone out. Each delivery holds its own progress."""
    WITHDRAWN = "withdrawn"


class DeliveryState(StrEnum):
    ACCEPTED = "accepted"
    SENDING = "sending"
    """A part may be on its way. If the sender has died, the next run looks for the part before it sends."""
    PUBLISHED = "published"
    FAILED = "failed"
    """Nothing is public except the parts in `published`. A person may retry the delivery."""
    UNCONFIRMED = "unconfirmed"
    """The platform's answer was lost, so the part may be public. It is looked for and never sent again blindly."""
    WITHDRAWN = "withdrawn"


class PendingChange(StrEnum):
    """A change to parts that may already be public. Both changes are safe to repeat."""

    WITHDRAW = "withdraw"
    EDIT = "edit"
    """The published parts must be changed to the texts in `revised`."""


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An uploaded image as a post carries it. Its facts were read from its bytes at the upload."""

    id: MediaId
    alt: str
    content_type: str
    size: int
    """The size is in bytes."""
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An approval or a rejection, by a person other than the author."""

    by: Subject
    at: datetime
    approved: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    id: PostId
    author: Subject
    created_at: datetime
    text: str
    accounts: tuple[AccountId, ...]
    attribution: Attribution
    publish_at: datetime
    state: PostState
    content_hash: str
    """The SHA-256 hash of everything the public will see. The audit trail holds this hash, never the text."""
    variants: Mapping[Platform, str] = field(default_factory=dict)
    images: tuple[Image, ...] = ()
    reply_to: MessageKey | None = None
    language: str = "en"
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    split: bool = False
    """A text that is too long for an account may go out as a numbered thread."""
    decision: Decision | None = None
    request_hash: str = ""
    """The SHA-256 hash of the author's request. It shows whether the same key came with another request."""
    revision: int = 0

    @property
    def is_reply(self) -> bool:
        return self.reply_to is not None

    def text_for(self, platform: Platform) -> str:
        return self.variants.get(platform, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """One part of a delivery as the platform holds it."""

    native_id: str
    version: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One post on one account. `parts` are the exact texts with the attribution, fixed when they were accepted."""

    post: PostId
    account: AccountId
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    """One key for each part, drawn before the first try: its record key or Idempotency-Key on the platform."""
    dated: datetime
    """The creation time of every part. It is fixed before the first try, so that a repeat is identical."""
    state: DeliveryState
    attention_at: datetime | None
    """The time at which deliver_post must process the delivery again; None if there is nothing to do."""
    published: tuple[PublishedPart, ...] = ()
    wish: PendingChange | None = None
    revised: tuple[str, ...] = ()
    held: bool = False
    """A freeze holds the delivery. It is still accepted, and goes out when the freeze is lifted."""
    tries: int = 0
    """The number of runs in a row that have failed to send it."""
    lost: int = 0
    """The number of times in a row that the platform's answer to this part was lost."""
    looks: int = 0
    """The number of times the part was looked for since its answer was lost."""
    untold: tuple[AuditEvent, ...] = ()
    """The events that are not in the audit trail yet."""
    lease: str | None = None
    lease_until: datetime | None = None
    trouble: str = ""
    """The kind of the last error and, for a refused item, what to change."""
    revision: int = 0

    @property
    def is_in_doubt(self) -> bool:
        """Say whether the next part may be public without our knowledge."""
        return self.state in (DeliveryState.SENDING, DeliveryState.UNCONFIRMED)

    @property
    def may_be_public(self) -> bool:
        """Say whether a part of it is public or may be."""
        return bool(self.published) or self.is_in_doubt

    def with_event(self, post: "Post", outcome: str, at: datetime, facts: Mapping[str, str]) -> "Delivery":
        """Add an audit event of the system about this delivery. It is not in the audit trail yet."""
        known = {"account": self.account, "outcome": outcome, "content": post.content_hash}
        event = AuditEvent(actor="system", action="deliver_post", about=post.id, at=at, facts={**known, **facts})
        return replace(self, untold=(*self.untold, event))

    def with_part(self, part: PublishedPart, unfinished: DeliveryState) -> "Delivery":
        """Add a published part. The last part makes the delivery PUBLISHED; before that it is `unfinished`."""
        published = (*self.published, part)
        is_complete = len(published) == len(self.parts)
        return replace(self, published=published, state=DeliveryState.PUBLISHED if is_complete else unfinished)

    def with_pending_change(
        self, change: PendingChange, now: datetime, revised: tuple[str, ...] = ()
    ) -> "Delivery":
        """Ask for a change at once. A run that holds the delivery finds the change when it saves its next step."""
        is_leased = self.lease_until is not None and self.lease_until > now
        at = self.attention_at if is_leased else now
        return replace(self, wish=change, revised=revised, attention_at=at, looks=0)

    def without_lease(self) -> "Delivery":
        """Take the delivery from a run that has sent nothing. The run's next save then raises LeaseLost."""
        return replace(self, lease=None, lease_until=None)

    def rescheduled(self, at: datetime) -> "Delivery":
        """Set the time of a delivery. Only for one that was never tried, because a repeat must be identical."""
        return replace(self.without_lease(), dated=at, attention_at=at)

    def cancelled(self) -> "Delivery":
        """Mark a delivery of which nothing is public as withdrawn, so that it never goes out."""
        return replace(self.without_lease(), state=DeliveryState.WITHDRAWN, attention_at=None, held=False)
