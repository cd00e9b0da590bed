"""See to every delivery that is due: lease it, then carry it as far as it goes. No account waits for another."""

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
"""Longer than a function may run, so that whoever finds it over knows that its holder is gone."""

BATCH_SIZE = 50
ACCOUNTS_AT_ONCE = 16

DeliveryId = tuple[PostId, AccountId]


class DeliveryOutcome(StrEnum):
    NOT_DUE = "not_due"
    """Another run holds it, or it was queued and has been seen to since, or its time is still to come."""
    CARRIED = "carried"
    GAVE_WAY = "gave_way"
    """Taken over while we looked at it."""
    FAILED = "failed"
    LEFT = "left"
    """This run's time was up; it stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryResult:
    """What came of one delivery: facts for the log, nothing of what was said."""

    post: PostId
    account: AccountId
    outcome: DeliveryOutcome
    state: DeliveryState | None = None
    held: bool = False
    sent: int = 0
    """How many parts went out in this run."""
    errors: Sequence[Exception] = field(default=())
    """What went wrong, whatever the outcome: the invocation should fail, so that an alarm rings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverPost:
    posts: PostStore
    queue: DeliveryQueue
    carry: AdvanceDelivery
    clock: Clock
    new_lease: Callable[[], str]
    lease: timedelta = LEASE

    def __call__(self, stopwatch: Stopwatch, asked: Sequence[DeliveryId] | None = None) -> list[DeliveryResult]:
        """See to these deliveries, or without any to all that are due. One delivery's failure is its own."""
        rounds = self._due(stopwatch) if asked is None else iter([list(dict.fromkeys(asked))])
        return [attended for places in rounds for attended in self._side_by_side(places, stopwatch)]

    def _due(self, stopwatch: Stopwatch) -> Iterator[list[DeliveryId]]:
        seen = set[DeliveryId]()
        while stopwatch.left() >= CALL_TIME:
            due = self.queue.due(self.clock.now(), BATCH_SIZE + len(seen))
            fresh = [place for each in due if (place := (each.post, each.account)) not in seen]
            if not fresh:
                return
            seen.update(fresh)
            yield fresh

    def _side_by_side(self, places: Sequence[DeliveryId], stopwatch: Stopwatch) -> Iterable[DeliveryResult]:
        by_account = defaultdict[AccountId, list[DeliveryId]](list)
        for place in places:
            by_account[place[1]].append(place)
        if not by_account:
            return []
        with ThreadPoolExecutor(max_workers=min(len(by_account), ACCOUNTS_AT_ONCE)) as pool:
            lanes = pool.map(lambda lane: [self._guarded(each, stopwatch) for each in lane], by_account.values())
            return [attended for lane in lanes for attended in lane]

    def _guarded(self, place: DeliveryId, stopwatch: Stopwatch) -> DeliveryResult:
        post, account = place
        if stopwatch.left() < CALL_TIME:
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.LEFT)
        try:
            return self._attend(post, account, stopwatch)
        except LeaseLost:
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.GAVE_WAY)
        except Exception as error:  # noqa: BLE001  whatever it was, the other deliveries must not wait for it
            return DeliveryResult(post=post, account=account, outcome=DeliveryOutcome.FAILED, errors=(error,))

    def _attend(self, post_id: PostId, account: AccountId, stopwatch: Stopwatch) -> DeliveryResult:
        leased = self._leased(post_id, account)
        if leased is None:
            return DeliveryResult(post=post_id, account=account, outcome=DeliveryOutcome.NOT_DUE)
        post = self.posts.post(post_id)
        if post is None:
            raise Defect("a delivery is stored without its post")
        one = self.carry(post, leased, stopwatch)
        return DeliveryResult(
            post=post_id,
            account=account,
            outcome=DeliveryOutcome.CARRIED,
            state=one.delivery.state,
            held=one.delivery.held,
            sent=one.sent,
            errors=tuple(one.errors),
        )

    def _leased(self, post: PostId, account: AccountId) -> Delivery | None:
        now = self.clock.now()
        for delivery in self.posts.deliveries(post):
            if delivery.account == account and delivery.attention_at is not None and delivery.attention_at <= now:
                return self.queue.lease(delivery, self.new_lease(), now, now + self.lease)
        return None
