"""A request to publish a post, its preview, and the hashes that identify requests and content."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from watchdesk.core.account import Account, AccountId, Platform, Surface
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.core.problems import Advice, Problem
from watchdesk.core.text_rules import is_empty
from watchdesk.publishing.domain.post import Delivery, MediaId, Post, PostId, PostState, Visibility
from watchdesk.publishing.domain.signature import same_words
from watchdesk.register.domain.officer import AttributionForm

MAX_ACCOUNTS = 50
"""A post and its deliveries are stored in one transaction. DynamoDB limits it to 100 items and 4 MB.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded image before a post carries it. Its facts were read from its bytes."""

    id: MediaId
    by: Subject
    """Only this person can use the image."""
    at: datetime
    content_type: str
    size: int
    """The size is in bytes."""
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedImage:
    media: MediaId
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRequest:
    """A request as a person wrote it, before any check."""

    text: str
    accounts: tuple[AccountId, ...]
    attribution: AttributionForm = AttributionForm.NONE
    variants: Mapping[Platform, str] = field(default_factory=dict)
    images: tuple[AttachedImage, ...] = ()
    reply_to: MessageKey | None = None
    publish_at: datetime | None = None
    """None means as soon as the post is accepted and, where needed, approved."""
    language: str = "en"
    content_warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    split: bool = False
    confirm_duplicate: bool = False
    """The author confirms that repeating the same words is intended."""

    @property
    def is_reply(self) -> bool:
        return self.reply_to is not None

    @property
    def answers_direct_message(self) -> bool:
        return self.reply_to is not None and self.reply_to.surface is Surface.DIRECT_MESSAGE

    def text_for(self, platform: Platform) -> str:
        return self.variants.get(platform, self.text)

    def distinct_accounts(self) -> tuple[AccountId, ...]:
        """Return each account once, and no more accounts than one post may have."""
        return tuple(dict.fromkeys(self.accounts))[:MAX_ACCOUNTS]

    def repeats(self, post: Post, account: Account) -> bool:
        """Say whether it has the same words for this account as the post. Withdrawn posts do not count."""
        if post.state in (PostState.WITHDRAWN, PostState.REJECTED) or account.id not in post.accounts:
            return False
        text = self.text_for(account.platform)
        return not is_empty(text) and same_words(post.text_for(account.platform), text)


def request_of(post: Post, now: datetime) -> PostRequest:
    """Return the request that would produce this post. An edit starts from it."""
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
    """Return the SHA-256 hash of the request. The order of its variants does not change the hash."""
    at = request.publish_at
    content = {
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
    return digest(content)


def digest(content: object) -> str:
    """Return the SHA-256 hash of the canonical JSON in ASCII, which can encode even half a surrogate pair."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def post_id(author: Subject, key: str) -> PostId:
    """Return the id of the post, made of author and key, so that a repeated request finds the stored post."""
    return PostId(digest([author, key])[:32])


def with_content_hash(post: Post, parts: Mapping[AccountId, Sequence[str]]) -> Post:
    """Return the post with the hash of everything the public will see on each account."""
    content = {
        "parts": {account: list(texts) for account, texts in parts.items()},
        "images": [(image.sha256, image.alt) for image in post.images],
        "reply_to": str(post.reply_to) if post.reply_to else None,
        "language": post.language,
        "content_warning": post.content_warning,
        "visibility": post.visibility,
    }
    return replace(post, content_hash=digest(content))


def parts_by_account(deliveries: Iterable[Delivery]) -> dict[AccountId, tuple[str, ...]]:
    return {delivery.account: delivery.parts for delivery in deliveries}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPreview:
    """The post as one account would show it."""

    account: AccountId
    parts: tuple[str, ...]
    """The exact texts with the attribution. Several parts form a numbered thread."""
    length: int
    """The length of the longest part, by the platform's own count."""
    limit: int
    unit: str
    """The unit of the count: characters, bytes."""
    needs_approval: bool
    links: tuple[str, ...] = ()
    """Every link that the platform will make of the text."""
    cost: Decimal | None = None
    """The cost in US dollars; None where posting is free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The result of all checks of a request. Without problems, the request would be accepted."""

    accounts: tuple[AccountPreview, ...]
    """The previews of the accounts that may be used, in the order of the request."""
    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()
