"""Build the post and its deliveries from a reviewed request, complete before anything is sent."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import Delivery, DeliveryState, Post, PostId, PostState
from watchdesk.publishing.domain.post_request import PostRequest, request_hash, with_content_hash
from watchdesk.publishing.ports.composing import PostKeys
from watchdesk.publishing.usecases.review_post import PostReview


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPost:
    keys: PostKeys

    def post(
        self, identity: PostId, author: Subject, request: PostRequest, review: PostReview, now: datetime
    ) -> Post:
        """Return the post with its content hash and the hash of the request as it came.

        It awaits approval if one of its accounts needs that.
        """
        plain = review.request
        post = Post(
            id=identity,
            author=author,
            created_at=now,
            text=plain.text,
            accounts=tuple(account.id for account in review.accounts),
            attribution=review.attribution,
            publish_at=review.publish_at,
            state=PostState.AWAITING_APPROVAL if review.needs_approval else PostState.ACCEPTED,
            content_hash="",
            variants=dict(plain.variants),
            images=review.images,
            reply_to=plain.reply_to,
            language=plain.language,
            content_warning=plain.content_warning,
            visibility=plain.visibility,
            split=plain.split,
            request_hash=request_hash(request),
        )
        return with_content_hash(post, {preview.account: preview.parts for preview in review.preview.accounts})

    def deliveries(self, post: Post, review: PostReview) -> list[Delivery]:
        """Return one delivery for each account, in the order of the accounts.

        They are due at the time of the post, or have no time while the post awaits approval.
        """
        due = post.publish_at if post.state is PostState.ACCEPTED else None
        deliveries = [
            Delivery(
                post=post.id,
                account=preview.account,
                parts=preview.parts,
                keys=self.keys.draw(len(preview.parts)),
                dated=post.publish_at,
                state=DeliveryState.ACCEPTED,
                attention_at=due,
            )
            for preview in review.preview.accounts
        ]
        return sorted(deliveries, key=lambda delivery: delivery.account)
