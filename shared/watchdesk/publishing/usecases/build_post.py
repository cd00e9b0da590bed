"""A reviewed request as it is stored: the post, and one delivery per account, complete before anything is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import Delivery, DeliveryState, Post, PostId, PostState
from watchdesk.publishing.domain.post_request import PostRequest, digest, request_hash
from watchdesk.publishing.ports.composing import PostKeys
from watchdesk.publishing.usecases.review_post import PostReview


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPost:
    keys: PostKeys

    def post(
        self, identity: PostId, author: Subject, request: PostRequest, reviewed: PostReview, now: datetime
    ) -> Post:
        drawn = Post(
            id=identity,
            author=author,
            created_at=now,
            text=request.text,
            accounts=tuple(account.id for account in reviewed.accounts),
            attribution=reviewed.attribution,
            publish_at=reviewed.publish_at,
            state=PostState.AWAITING_APPROVAL if reviewed.needs_approval else PostState.ACCEPTED,
            content_hash="",
            variants=dict(request.variants),
            images=reviewed.images,
            reply_to=request.reply_to,
            language=request.language,
            content_warning=request.content_warning,
            visibility=request.visibility,
            split=request.split,
            request_hash=request_hash(request),
        )
        return with_content_hash(drawn, _parts_by_account(reviewed))

    def deliveries(self, post: Post, reviewed: PostReview) -> list[Delivery]:
        """In the order of their accounts. Nobody attends to them until the post is accepted."""
        parts = _parts_by_account(reviewed)
        drawn = [self._delivery(post, account.id, parts[account.id]) for account in reviewed.accounts]
        return sorted(drawn, key=lambda delivery: delivery.account)

    def _delivery(self, post: Post, account: AccountId, parts: tuple[str, ...]) -> Delivery:
        return Delivery(
            post=post.id,
            account=account,
            parts=parts,
            keys=self.keys.draw(len(parts)),
            dated=post.publish_at,
            state=DeliveryState.ACCEPTED,
            attention_at=post.publish_at if post.state is PostState.ACCEPTED else None,
        )


def with_content_hash(post: Post, parts: Mapping[AccountId, Sequence[str]]) -> Post:
    """Over everything the public will see, on each account."""
    said = {
        "parts": {account: list(each) for account, each in parts.items()},
        "images": [(image.sha256, image.alt) for image in post.images],
        "reply_to": str(post.reply_to) if post.reply_to else None,
        "language": post.language,
        "content_warning": post.content_warning,
        "visibility": post.visibility,
    }
    return replace(post, content_hash=digest(said))


def parts_by_account(deliveries: Iterable[Delivery]) -> dict[AccountId, tuple[str, ...]]:
    return {delivery.account: delivery.parts for delivery in deliveries}


def may_be_public(delivery: Delivery) -> bool:
    """Something of it is public, or may be."""
    return bool(delivery.published) or delivery.is_in_doubt


def without_lease(delivery: Delivery) -> Delivery:
    """Taken out of the hands of a run that holds it but has sent nothing: it finds that out before it sends."""
    return replace(delivery, lease=None, lease_until=None)


def rescheduled(delivery: Delivery, dated: datetime) -> Delivery:
    """To go out at `dated`. Only for what was never tried: what was sent once is the same ever after."""
    return replace(without_lease(delivery), dated=dated, attention_at=dated)


def _parts_by_account(reviewed: PostReview) -> dict[AccountId, tuple[str, ...]]:
    return {preview.account: preview.parts for preview in reviewed.preview.accounts}
