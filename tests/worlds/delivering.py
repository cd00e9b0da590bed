"""A force's press office in simulated time: posts are accepted, time passes, platforms answer or do not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from tests.builders import SELBY, a_force, an_account
from tests.fakes import FakeClock, FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.feeds import FakeStopwatch
from tests.fakes.outlets import FakeOutlet, FakeOutlets, Fault
from tests.fakes.posts import FakeFreezes, FakePostStore
from tests.publishing.builders import MALTON, a_delivery, a_post
from watchdesk.core.account import AccountId, Platform
from watchdesk.core.errors import Unconfirmed
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId, PostState
from watchdesk.publishing.usecases.advance_delivery import AdvanceDelivery
from watchdesk.publishing.usecases.deliver_post import DeliverPost, DeliveryId, DeliveryResult
from watchdesk.publishing.usecases.find_known_parts import FindKnownParts

ROAD = "The Selby road is open again."
THREAD = ("One 1/3", "Two 2/3", "Three 3/3")


def lost(*, arrives: bool) -> Fault:
    """The platform's answer does not come back, whether it took the post or not."""
    return Fault(Unconfirmed("no answer"), arrives=arrives)


class PressOffice:
    """DeliverPost over stores and outlets in memory, unless a test brings others."""

    def __init__(self, **others: Any) -> None:
        self.clock = FakeClock()
        self.stopwatch = FakeStopwatch()
        self.register = FakeRegister(
            a_force(), an_account(), an_account(MALTON, platform=Platform.BLUESKY, handle="malton.test")
        )
        posts = FakePostStore()
        self.posts = others.get("posts", posts)
        self.queue = others.get("queue", self.posts)
        self.freezes = others.get("freezes", FakeFreezes())
        self.outlets = others.get("outlets", FakeOutlets())
        self.messages = others.get("messages", FakeMessageStore())
        self.audit = others.get("audit", FakeAuditTrail())
        self._leases = count()

    @property
    def deliver_post(self) -> DeliverPost:
        advance = AdvanceDelivery(
            posts=self.posts,
            find_known_parts=FindKnownParts(posts=self.posts, listing=self.posts),
            outlets=self.outlets,
            freezes=self.freezes,
            register=self.register,
            messages=self.messages,
            audit=self.audit,
            clock=self.clock,
        )
        return DeliverPost(
            posts=self.posts,
            queue=self.queue,
            advance=advance,
            clock=self.clock,
            new_lease=lambda: f"lease-{next(self._leases)}",
        )

    def accepts(self, *parts: str, accounts: Sequence[AccountId] = (SELBY,), **fields: Any) -> Post:
        """A post that is due at its `publish_at`, cut into `parts`."""
        texts = parts or (ROAD,)
        post = a_post(
            **{"text": " ".join(texts), "accounts": tuple(accounts), "publish_at": self.clock.now()} | fields
        )
        at = None if post.state is PostState.AWAITING_APPROVAL else post.publish_at
        deliveries = [
            a_delivery(
                post.id,
                account,
                parts=texts,
                keys=tuple(f"{post.id}-{account}-{number}" for number in range(len(texts))),
                dated=post.publish_at,
                attention_at=at,
            )
            for account in accounts
        ]
        assert self.posts.add(post, deliveries)
        return post

    def runs(self) -> list[DeliveryResult]:
        """What the schedule does every minute."""
        return self.deliver_post(self.stopwatch)

    def is_asked(self, *places: DeliveryId) -> list[DeliveryResult]:
        """What the queue does."""
        return self.deliver_post(self.stopwatch, list(places))

    def tick(self, minutes: int = 1) -> None:
        for _ in range(minutes):
            self.clock.advance(minutes=1)
            self.runs()

    def withdraws(self, post: Post) -> None:
        now = self.clock.now()
        deliveries = [
            each.with_pending_change(PendingChange.WITHDRAW, now) for each in self.posts.deliveries(post.id)
        ]
        self.posts.save(replace(self.posts.post(post.id), state=PostState.WITHDRAWN), deliveries)

    def edits(self, post: Post, *parts: str) -> None:
        for each in self.posts.deliveries(post.id):
            self.posts.save_delivery(each.with_pending_change(PendingChange.EDIT, self.clock.now(), parts))

    def outlet(self, account: AccountId = SELBY) -> FakeOutlet:
        return self.outlets.at(account)

    def delivery(self, account: AccountId = SELBY, post: str = "post-1") -> Delivery:
        return next(each for each in self.posts.deliveries(PostId(post)) if each.account == account)

    def state(self, account: AccountId = SELBY) -> DeliveryState:
        return self.delivery(account).state

    @property
    def outcomes(self) -> list[str]:
        """What the audit trail was told, in order."""
        return [deed.facts["outcome"] for deed in self.audit.deeds]

    def waits(self, account: AccountId = SELBY) -> timedelta | None:
        """Until the delivery is looked at again."""
        at = self.delivery(account).attention_at
        return None if at is None else at - self.clock.now()
