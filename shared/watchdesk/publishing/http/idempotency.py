"""Accepts one post for one `Idempotency-Key`, however often the request is sent.

The id of a post is made of its author and their key, so the same post cannot be stored twice. In front of it,
Powertools keeps a record of the request for a day. The record rejects a repeat while the first request is being
answered, and a key that comes with another post.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.domain.post_access import AcceptOutcome
from watchdesk.publishing.domain.post_request import PostRequest, request_hash
from watchdesk.publishing.usecases.accept_post import AcceptPost
from watchdesk.publishing.usecases.read_post import ReadPost

RECORD_LIFETIME = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOnce:
    accept: AcceptPost
    read: ReadPost
    records: BasePersistenceLayer

    def __call__(
        self, request: PostRequest, key: str, principal: Principal, context: LambdaContext
    ) -> AcceptOutcome:
        """Accept the post, or return the stored post of an earlier request with this key.

        Raises what AcceptPost raises; then no record stays, and the same key may be used again. `context` gives
        the time at which an unfinished attempt counts as dead.
        """
        fresh = list[AcceptOutcome]()

        def accept(*, asked: dict[str, str]) -> str:  # noqa: ARG001  Powertools reads it
            fresh.append(self.accept(request, key, principal))
            return fresh[0].view.post.id

        once: Callable[..., Any] = idempotent_function(
            accept,
            data_keyword_argument="asked",
            persistence_store=self.records,
            config=_config(context),
            key_prefix="post",
        )
        # The record holds only hashes and the id of the post, no text.
        identity = once(
            asked={"author": principal.subject, "key": key, "request": request_hash(request)},
        )
        return fresh[0] if fresh else AcceptOutcome(view=self.read(PostId(identity), principal), is_replay=True)


def _config(context: LambdaContext) -> IdempotencyConfig:
    return IdempotencyConfig(
        event_key_jmespath="[author, key]",
        payload_validation_jmespath="request",
        raise_on_no_idempotency_key=True,
        expires_after_seconds=int(RECORD_LIFETIME.total_seconds()),
        hash_function="sha256",
        lambda_context=context,
    )
