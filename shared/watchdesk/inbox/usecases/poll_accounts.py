"""Poll a batch of accounts at once: each takes its turn, walks its feeds and says when it is next."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NewType

from watchdesk.core.account import Account, AccountId
from watchdesk.core.backoff import next_poll
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, LeaseLost, NeedsAPerson, PermissionLost, RateLimited, WatchdeskError
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.inbox.domain import feed_position
from watchdesk.inbox.domain.feed_state import FeedName, FeedState, FeedTrouble, ScheduledPoll
from watchdesk.inbox.ports.feed_states import BlindPeriodLog, FeedStateStore
from watchdesk.inbox.ports.feeds import Feed, Feeds
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.inbox.usecases.store_page import PollCounts, StorePage
from watchdesk.inbox.usecases.walk_feed import WalkBudget, WalkFeed
from watchdesk.register.ports import Register

Lease = NewType("Lease", str)

PAGES_PER_FEED = 40
"""Bounds one run of one feed: 4,000 items at a hundred a page. Reaching it is counted and the rest is a gap."""


@dataclass(slots=True, kw_only=True)
class PollReport:
    """What one poll of one account came to: facts for the log, nothing personal."""

    account: AccountId
    counts: PollCounts = field(default_factory=PollCounts)
    errors: dict[FeedName, WatchdeskError] = field(default_factory=dict)
    skipped: bool = False
    """Another poll holds the account, or it is retired."""
    failed: BaseException | None = None
    """What no rule foresaw: the queue shall deliver this account's poll again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollAccounts:
    register: Register
    facts: FactsByPlatform
    feeds: Feeds
    messages: MessageStore
    feed_states: FeedStateStore
    blind_periods: BlindPeriodLog
    clock: Clock
    new_lease: Callable[[], str]
    ends_at: Callable[[Account], datetime | None] = lambda _: None
    """When an account's credential stops working, as far as that is known without asking the platform."""
    pages_per_feed: int = PAGES_PER_FEED

    def __call__(self, accounts: Sequence[AccountId], stopwatch: Stopwatch) -> list[PollReport]:
        """One report per account, in order. One account's failure is its own."""
        each_once = list(dict.fromkeys(accounts))
        if not each_once:
            return []
        with ThreadPoolExecutor(max_workers=len(each_once)) as pool:
            return list(pool.map(lambda account: self._guarded(account, stopwatch), each_once))

    def _guarded(self, account: AccountId, stopwatch: Stopwatch) -> PollReport:
        report = PollReport(account=account)
        try:
            self._poll(account, stopwatch, report)
        except LeaseLost:
            report.skipped = True
        except Exception as error:  # noqa: BLE001  whatever it was, the other accounts go on and the queue retries
            report.failed = error
        return report

    def _poll(self, account_id: AccountId, stopwatch: Stopwatch, report: PollReport) -> None:
        lease, now = self.new_lease(), self.clock.now()
        poll, states = self.feed_states.begin(account_id, lease, now, now + stopwatch.left())
        account = self.register.account(account_id)
        if account is None or not account.is_watched:
            report.skipped = True
            self.feed_states.finish(replace(poll, next_poll_at=None), lease)
            return
        known = {state.feed: state for state in states}
        ended = [
            self._walk(account, feed, known.get(feed.traits.name), stopwatch, report)
            for feed in self.feeds.of(account)
            if not self._stops_account(report)
        ]
        self.feed_states.finish(self._next_poll(account, poll, ended, report), lease)

    def _stops_account(self, report: PollReport) -> bool:
        """A rate limit and a dead credential hold for every feed of the account."""
        return any(
            isinstance(error, RateLimited | NeedsAPerson) and not isinstance(error, PermissionLost)
            for error in report.errors.values()
        )

    def _walk(
        self, account: Account, feed: Feed, state: FeedState | None, stopwatch: Stopwatch, report: PollReport
    ) -> FeedState:
        traits, now = feed.traits, self.clock.now()
        if state is None:
            state = FeedState(account=account.id, feed=traits.name, surfaces=traits.surfaces, connected_at=now)
        if not feed_position.is_due(traits, state, now):
            return state
        one = self._walker(account, feed, replace(state, surfaces=traits.surfaces), stopwatch)
        try:
            error = one()
        except LeaseLost:
            raise
        except Exception as unforeseen:  # noqa: BLE001  a fault in one adapter leaves the account's other feeds going
            error = Defect(f"unforeseen {type(unforeseen).__name__}")
            report.failed = unforeseen
        if error is not None:
            report.errors[traits.name] = error
        report.counts.add(one.store_page.counts)
        return one.state

    def _walker(self, account: Account, feed: Feed, state: FeedState, stopwatch: Stopwatch) -> WalkFeed:
        store_page = StorePage(
            account=account,
            policy=self.register.policy(account.policy),
            connected_at=state.connected_at,
            facts=self.facts[account.platform],
            messages=self.messages,
            clock=self.clock,
        )
        return WalkFeed(
            feed=feed,
            state=state,
            store_page=store_page,
            feed_states=self.feed_states,
            blind_periods=self.blind_periods,
            clock=self.clock,
            budget=WalkBudget(pages=self.pages_per_feed, stopwatch=stopwatch),
            backfill=account.backfill,
        )

    def _next_poll(
        self, account: Account, poll: ScheduledPoll, states: Sequence[FeedState], report: PollReport
    ) -> ScheduledPoll:
        now, errors = self.clock.now(), list(report.errors.values())
        healthy = len(errors) < len(states)
        failures = 0 if healthy else poll.failures + 1
        return replace(
            poll,
            next_poll_at=next_poll(
                now,
                every=account.poll_every,
                errors=errors,
                failures=failures,
                has_gap=any(state.gaps for state in states),
            ),
            last_poll_at=now,
            failures=failures,
            trouble=None if not errors else FeedTrouble.after(poll.trouble, errors[0].kind, now),
            credential_ends_at=self._ends_at(account, poll),
        )

    def _ends_at(self, account: Account, poll: ScheduledPoll) -> datetime | None:
        """What was polled is worth more than knowing how long that goes on."""
        try:
            return self.ends_at(account)
        except WatchdeskError:
            return poll.credential_ends_at
