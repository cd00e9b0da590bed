"""Process every delivery that is due: lease it and advance it. No account waits for another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, LeaseLost
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PostId
from watchdesk.publishing.ports.posts import DeliveryQueue, PostStore
from watchdesk.publishing.usecases.advance_delivery import AdvanceDelivery
from watchdesk.publishing.usecases.delivery_run import CALL_TIME

LEASE = timedelta(seconds=90)
"""Longer than a function may run, so that an expired lease shows that its holder is gone."""

BATCH_SIZE = 50
ACCOUNTS_AT_ONCE = 16

DeliveryId = tuple[PostId, AccountId]


class DeliveryOutcome(StrEnum):
    NOT_DUE = "not_due"
    """Another run holds it, it was processed after it was queued, or its time is still to come."""
    ADVANCED = "advanced"
    GAVE_WAY = "gave_way"
    """Another run took the delivery over during this run."""
    FAILED = "failed"
    LEFT = "left"
    """The time of this run was used up. The delivery stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryResult:
    """The result for one delivery: facts for the log, without any text of the post."""

    post: PostId
    account: AccountId
    outcome: DeliveryOutcome
    state: DeliveryState | None = None
    held: bool = False
    sent: int = 0
    """The number of parts that this run has sent."""
    errors: Sequence[Exception] = field(default=())
    """Unforeseen errors, whatever the outcome. The invocation should fail, so that an alarm is raised."""

    @property
    def is_unfinished(self) -> bool:
        """Say whether the delivery must be requested again."""
        return self.outcome in (DeliveryOutcome.FAILED, DeliveryOutcome.LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverPost:
    posts: PostStore
    queue: DeliveryQueue
    advance: AdvanceDelivery
    clock: Clock
    new_lease: Callable[[], str]
    lease: timedelta = LEASE

    def __call__(self, stopwatch: Stopwatch, asked: Sequence[DeliveryId] | None = None) -> list[DeliveryResult]:
        """Process these deliveries, or without any all that are due. One failure does not stop the others."""
        batches = self._due_deliveries(stopwatch) if asked is None else iter([list(dict.fromkeys(asked))])
        return [result for batch in batches for result in self._in_parallel(batch, stopwatch)]

    def _due_deliveries(self, stopwatch: Stopwatch) -> Iterator[list[DeliveryId]]:
        seen = set[DeliveryId]()
        while stopwatch.left() >= CALL_TIME:
            due = self.queue.due(self.clock.now(), BATCH_SIZE + len(seen))
            fresh = [identity for delivery in due if (identity := (delivery.post, delivery.account)) not in seen]
            if not fresh:
                return
            seen.update(fresh)
            yield fresh

    def _in_parallel(self, batch: Sequence[DeliveryId], stopwatch: Stopwatch) -> Iterable[DeliveryResult]:
        by_account = defaultdict[AccountId, list[DeliveryId]](list)
        for identity in batch:
            by_account[identity[1]].append(identity)
        if not by_account:
            return []
        with ThreadPoolExecutor(max_workers=min(len(by_account), ACCOUNTS_AT_ONCE)) as pool:
            lanes = pool.map(
                lambda lane: [self._guarded(identity, stopwatch) for identity in lane], by_account.values()
            )
            return [result for lane in lanes for result in lane]

    def _guarded(self, identity: DeliveryId, stopwatch: Stopwatch) -> DeliveryResult:
        post, account = identity
        if stopwatch.left() < CALL_TIME:
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.LEFT)
        try:
            return self._process(post, account, stopwatch)
        except LeaseLost:
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.GAVE_WAY)
        except Exception as error:  # noqa: BLE001  no error may stop the other deliveries
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.FAILED, errors=(error,))

    def _process(self, post_id: PostId, account: AccountId, stopwatch: Stopwatch) -> DeliveryResult:
        leased = self._leased(post_id, account)
        if leased is None:
            return DeliveryResult(post=post_id, account=account, outcome=DeliveryOutcome.NOT_DUE)
        post = self.posts.post(post_id)
        if post is None:
            raise Defect("a delivery is stored without its post")
        run = self.advance(post, leased, stopwatch)
        return DeliveryResult(
            post=post_id,
            account=account,
            outcome=DeliveryOutcome.ADVANCED,
            state=run.delivery.state,
            held=run.delivery.held,
            sent=run.sent,
            errors=tuple(run.errors),
        )

    def _leased(self, post: PostId, account: AccountId) -> Delivery | None:
        now = self.clock.now()
        for delivery in self.posts.deliveries(post):
            if delivery.account == account and delivery.attention_at is not None and delivery.attention_at <= now:
                return self.queue.lease(delivery, self.new_lease(), now, now + self.lease)
        return None
