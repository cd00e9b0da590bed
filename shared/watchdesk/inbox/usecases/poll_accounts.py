"""Poll a batch of accounts at once: walk the feeds of each, and schedule its next poll."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchdesk.core.account import Account, AccountId
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, LeaseLost, WatchdeskError
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.inbox.domain import feed_position
from watchdesk.inbox.domain.feed_state import FeedName, FeedState, ScheduledPoll
from watchdesk.inbox.domain.next_poll import rescheduled, stops_account
from watchdesk.inbox.ports.feed_states import BlindPeriodLog, FeedStateStore
from watchdesk.inbox.ports.feeds import Feed, Feeds
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.inbox.usecases.feed_progress import FeedProgress
from watchdesk.inbox.usecases.store_page import PollCounts, StorePage
from watchdesk.inbox.usecases.walk_feed import WalkBudget, WalkFeed
from watchdesk.register.ports import Register

PAGES_PER_FEED = 40
"""Bounds one run of one feed to 4,000 items at a hundred a page. Hitting it is counted and leaves a gap."""


@dataclass(slots=True, kw_only=True)
class PollReport:
    """What one poll of one account did: facts for the log, nothing personal."""

    account: AccountId
    counts: PollCounts = field(default_factory=PollCounts)
    errors: dict[FeedName, WatchdeskError] = field(default_factory=dict)
    skipped: bool = False
    """True if another poll holds the account, or if it is retired."""
    failed: BaseException | None = None
    """An error that no rule foresaw. The queue delivers this account's poll again."""


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
    """Returns when the credential of an account expires, as far as that is known without calling the platform."""
    pages_per_feed: int = PAGES_PER_FEED

    def __call__(self, accounts: Sequence[AccountId], stopwatch: Stopwatch) -> list[PollReport]:
        """Poll the accounts, and return one report for each, in order. One account's failure stops no other."""
        distinct = list(dict.fromkeys(accounts))
        if not distinct:
            return []
        with ThreadPoolExecutor(max_workers=len(distinct)) as pool:
            return list(pool.map(lambda account: self._poll_safely(account, stopwatch), distinct))

    def _poll_safely(self, account: AccountId, stopwatch: Stopwatch) -> PollReport:
        report = PollReport(account=account)
        try:
            self._poll(account, stopwatch, report)
        except LeaseLost:
            report.skipped = True
        except Exception as error:  # noqa: BLE001  the other accounts go on, and the queue retries this one
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
            self._poll_feed(account, feed, known.get(feed.traits.name), stopwatch, report)
            for feed in self.feeds.of(account)
            if not stops_account(list(report.errors.values()))
        ]
        next_poll = rescheduled(poll, account, ended, list(report.errors.values()), self.clock.now())
        ends_at = self._credential_ends_at(account, poll)
        self.feed_states.finish(replace(next_poll, credential_ends_at=ends_at), lease)

    def _poll_feed(
        self, account: Account, feed: Feed, state: FeedState | None, stopwatch: Stopwatch, report: PollReport
    ) -> FeedState:
        traits, now = feed.traits, self.clock.now()
        if state is None:
            state = FeedState(account=account.id, feed=traits.name, surfaces=traits.surfaces, connected_at=now)
        if not feed_position.is_due(traits, state, now):
            return state
        budget = WalkBudget(pages=self.pages_per_feed, stopwatch=stopwatch)
        walk = self._walk_of(account, feed, replace(state, surfaces=traits.surfaces), budget)
        try:
            error = walk()
        except LeaseLost:
            raise
        except Exception as unforeseen:  # noqa: BLE001  the account's other feeds go on after a fault in one adapter
            error = Defect(f"unforeseen {type(unforeseen).__name__}")
            report.failed = unforeseen
        if error is not None:
            report.errors[traits.name] = error
        report.counts.add(walk.store_page.counts)
        return walk.progress.state

    def _walk_of(self, account: Account, feed: Feed, state: FeedState, budget: WalkBudget) -> WalkFeed:
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
            progress=FeedProgress(state=state, feed_states=self.feed_states, clock=self.clock),
            store_page=store_page,
            blind_periods=self.blind_periods,
            clock=self.clock,
            budget=budget,
            backfill=account.backfill,
        )

    def _credential_ends_at(self, account: Account, poll: ScheduledPoll) -> datetime | None:
        """Return when the credential expires. An error here must not undo the poll: the last answer stays."""
        try:
            return self.ends_at(account)
        except WatchdeskError:
            return poll.credential_ends_at
