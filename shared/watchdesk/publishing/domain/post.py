"""What a force says in public: one post, one delivery per account, each out once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId, Platform
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.register.domain.officer import AttributionForm

PostId = NewType("PostId", str)
MediaId = NewType("MediaId", str)
"""Who somebody is to the identity provider: the token's `sub`, never typed."""


class PostState(StrEnum):
    AWAITING_APPROVAL = "awaiting_approval"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    """It goes out at `publish_at`, or is going, or has gone: each delivery says how far."""
    WITHDRAWN = "withdrawn"


class DeliveryState(StrEnum):
    ACCEPTED = "accepted"
    SENDING = "sending"
    """A part may be on its way: whoever finds this without its sender looks before anything is sent again."""
    PUBLISHED = "published"
    FAILED = "failed"
    """Certainly not public, but for the parts in `published`. May be retried by a person."""
    UNCONFIRMED = "unconfirmed"
    """The answer was lost: it may be public. Looked for, shown to a person, never repeated blindly."""
    WITHDRAWN = "withdrawn"


class PendingChange(StrEnum):
    """What somebody wants done with what may be public already. Both are safe to carry out again."""

    WITHDRAW = "withdraw"
    EDIT = "edit"
    """The parts shall read as `revised` says."""


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One uploaded image, checked from its bytes when it was uploaded."""

    id: MediaId
    alt: str
    content_type: str
    size: int
    """Bytes."""
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose words they are, as the public reads it, and as the directory said it when they were accepted."""

    form: AttributionForm
    text: str
    """Empty when the form is NONE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An approval or a rejection, by somebody other than the author."""

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
    """SHA-256 over everything the public will see; the audit trail carries it instead of the words."""
    variants: Mapping[Platform, str] = field(default_factory=dict)
    images: tuple[Image, ...] = ()
    reply_to: MessageKey | None = None
    language: str = "en"
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    split: bool = False
    """A text too long for an account may go out as a numbered thread."""
    decision: Decision | None = None
    request_hash: str = ""
    """SHA-256 over what the author asked for: the same key with another request is a mistake."""
    revision: int = 0

    def text_for(self, platform: Platform) -> str:
        return self.variants.get(platform, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """One part of a delivery as it stands on the platform."""

    native_id: str
    version: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One post on one account. `parts` are the exact texts, attribution included, fixed when accepted."""

    post: PostId
    account: AccountId
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    """One per part, chosen before the first try: Bluesky's rkey, Mastodon's Idempotency-Key."""
    dated: datetime
    """The creation time written into every part, fixed before the first try, so that a repeat is identical."""
    state: DeliveryState
    attention_at: datetime | None
    """When deliver_post must look at it again."""
    published: tuple[PublishedPart, ...] = ()
    wish: PendingChange | None = None
    revised: tuple[str, ...] = ()
    held: bool = False
    """A freeze keeps it back. It is still accepted, and goes out when the freeze is lifted."""
    tries: int = 0
    """How many runs in a row have tried in vain."""
    lost: int = 0
    """How often in a row the platform's answer to this part was lost."""
    looks: int = 0
    """How often it was looked for since the answer was lost."""
    untold: tuple[AuditEvent, ...] = ()
    """What the audit trail must still be told of it."""
    lease: str | None = None
    lease_until: datetime | None = None
    trouble: str = ""
    """The kind of the last error and, for a refused item, what to change."""
    revision: int = 0

    @property
    def is_in_doubt(self) -> bool:
        """The next part may be public without our knowing."""
        return self.state in (DeliveryState.SENDING, DeliveryState.UNCONFIRMED)

    def asked(self, wish: PendingChange, now: datetime, revised: tuple[str, ...] = ()) -> "Delivery":
        """With a wish, to be seen to at once; a run that holds the delivery finds it as soon as it marks."""
        is_leased = self.lease_until is not None and self.lease_until > now
        at = self.attention_at if is_leased else now
        return replace(self, wish=wish, revised=revised, attention_at=at, looks=0)
