"""One answer to one `Idempotency-Key`, whoever asks twice: at once, or again within a day.

Two things keep a post single. Its id is made of its author and their key, so that nothing can ever store it twice.
Before that stands Powertools' record of the request, which turns away the same request while the first is being
answered, and a key that comes with other words. It is forgotten after a day; the id holds all the same.
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
from watchdesk.publishing.http.facade import Desk

RECORD_LIFETIME = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AcceptOnce:
    desk: Desk
    records: BasePersistenceLayer

    def __call__(
        self, request: PostRequest, key: str, principal: Principal, context: LambdaContext | None
    ) -> AcceptOutcome:
        """Raises what `Desk.accept` does; then nothing is remembered, and the same key may be used again.

        `context` says when an attempt that died can be taken as dead.
        """
        fresh = list[AcceptOutcome]()

        def accept(*, asked: dict[str, str]) -> str:  # noqa: ARG001  Powertools reads it
            fresh.append(self.desk.accept(request, key, principal))
            return fresh[0].view.post.id

        once: Callable[..., Any] = idempotent_function(
            accept,
            data_keyword_argument="asked",
            persistence_store=self.records,
            config=_config(context),
            key_prefix="post",
        )
        # Only hashes and the id of the post are written: no words.
        identity = once(
            asked={"author": principal.subject, "key": key, "request": request_hash(request)},
        )
        return (
            fresh[0] if fresh else AcceptOutcome(view=self.desk.one(PostId(identity), principal), is_replay=True)
        )


def _config(context: LambdaContext | None) -> IdempotencyConfig:
    return IdempotencyConfig(
        event_key_jmespath="[author, key]",
        payload_validation_jmespath="request",
        raise_on_no_idempotency_key=True,
        expires_after_seconds=int(RECORD_LIFETIME.total_seconds()),
        hash_function="sha256",
        lambda_context=context,
    )
