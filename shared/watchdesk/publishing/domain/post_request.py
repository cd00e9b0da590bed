"""What somebody asks to be published, and what they are answered."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from watchdesk.core.account import AccountId, Platform
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.core.problems import Advice, Problem
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import Delivery, MediaId, Post, PostId, Visibility
from watchdesk.register.domain.officer import AttributionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One image as it was uploaded and checked from its bytes, before a post carries it."""

    id: MediaId
    by: Subject
    """Nobody else can use it."""
    at: datetime
    content_type: str
    size: int
    """Bytes."""
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedImage:
    media: MediaId
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRequest:
    """As somebody wrote it: nothing in it is trusted."""

    text: str
    accounts: tuple[AccountId, ...]
    attribution: AttributionForm = AttributionForm.NONE
    variants: Mapping[Platform, str] = field(default_factory=dict)
    images: tuple[AttachedImage, ...] = ()
    reply_to: MessageKey | None = None
    publish_at: datetime | None = None
    """None: as soon as it is accepted, and approved where that is needed."""
    language: str = "en"
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    split: bool = False
    confirm_duplicate: bool = False
    """Yes, the same words again, on purpose."""

    def text_for(self, platform: Platform) -> str:
        return self.variants.get(platform, self.text)


def request_of(post: Post, now: datetime) -> PostRequest:
    """The request that would be answered with this post: where an edit begins."""
    return PostRequest(
        text=post.text,
        accounts=post.accounts,
        attribution=post.attribution.form,
        variants=post.variants,
        images=tuple(AttachedImage(media=image.id, alt=image.alt) for image in post.images),
        reply_to=post.reply_to,
        publish_at=post.publish_at if post.publish_at > now else None,
        language=post.language,
        content_warning=post.content_warning,
        visibility=post.visibility,
        split=post.split,
    )


def request_hash(request: PostRequest) -> str:
    """The same for the same request, whatever the order of its variants."""
    at = request.publish_at
    said = {
        "text": request.text,
        "accounts": request.accounts,
        "attribution": request.attribution,
        "variants": dict(request.variants),
        "images": [(image.media, image.alt) for image in request.images],
        "reply_to": str(request.reply_to) if request.reply_to else None,
        "publish_at": at.isoformat() if at else None,
        "language": request.language,
        "content_warning": request.content_warning,
        "visibility": request.visibility,
        "split": request.split,
    }
    return digest(said)


def digest(said: object) -> str:
    """SHA-256 over canonical JSON in ASCII, which can spell even half a surrogate pair."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def post_id(author: Subject, key: str) -> PostId:
    """The same for the same author and key, so that a request sent again finds what it made the first time."""
    return PostId(digest([author, key])[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPreview:
    """What one account would show."""

    account: AccountId
    parts: tuple[str, ...]
    """The exact texts, attribution included. More than one: a numbered thread."""
    length: int
    """Of the longest part, by the platform's own count."""
    limit: int
    unit: str
    """What is counted: characters, bytes."""
    needs_approval: bool
    cost: Decimal | None = None
    """US dollars, where the platform charges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything there is to say of a request, at once. Without problems it would be accepted."""

    accounts: tuple[AccountPreview, ...]
    """Of those it may use, in the order asked for."""
    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post and how far it is, as far as the principal may see: accounts that are not theirs are left out."""

    post: Post
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOutcome:
    view: PostView
    is_replay: bool = False
    """The same request had come before. Nothing new was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPage:
    posts: tuple[PostView, ...]
    after: PostId | None = None
    """Where the next page begins; None: this was the last."""


class ConfirmationOutcome(StrEnum):
    """What a person found when they looked for an unconfirmed part themselves."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeView:
    freeze: Freeze
    holds: tuple[tuple[PostId, AccountId], ...]
    """What would have gone out, or soon will, and is kept back by this freeze; soonest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOccurrence:
    """One place that showed or would have shown a name. Without an account it is the post's own text."""

    post: PostId
    account: AccountId | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWithdrawal:
    """What became of every post that carried the name."""

    unsigned: tuple[NameOccurrence, ...] = ()
    """Not out yet: it goes out without the name."""
    edits: tuple[NameOccurrence, ...] = ()
    """Out: the name is taken off there."""
    take_downs: tuple[NameOccurrence, ...] = ()
    """Out where nothing can be edited: it is taken down."""
    rest: tuple[NameOccurrence, ...] = ()
    """For a person to look at."""
