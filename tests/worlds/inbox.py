"""One account on one platform, polled by hand in simulated time."""

from datetime import datetime, timedelta
from itertools import count

from tests.builders import SELBY, a_policy, a_scheduled_poll, an_account, an_inbound
from tests.fakes import FakeBlindPeriodLog, FakeClock, FakeFeedStateStore, FakeMessageStore, FakeRegister
from tests.fakes.feeds import FakeFeed, FakeFeeds, FakeStopwatch
from watchdesk.inbox.domain.feed_state import FeedName
from watchdesk.inbox.usecases.poll_accounts import PollAccounts, PollReport
from watchdesk.platforms.registry import FACTS


class Desk:
    def __init__(self, *feeds, pages=40, **account):
        self.clock = FakeClock()
        self.feed = feeds[0] if feeds else FakeFeed()
        self.account = an_account(**account)
        self.store = FakeMessageStore()
        self.watch = FakeFeedStateStore(a_scheduled_poll())
        self.blind_periods = FakeBlindPeriodLog()
        self.stopwatch = FakeStopwatch()
        self.feeds = FakeFeeds({SELBY: feeds or (self.feed,)})
        self.register = FakeRegister(self.account, a_policy())
        leases = count()
        self.poll_accounts = PollAccounts(
            register=self.register,
            facts=FACTS,
            feeds=self.feeds,
            messages=self.store,
            feed_states=self.watch,
            blind_periods=self.blind_periods,
            clock=self.clock,
            new_lease=lambda: f"lease-{next(leases)}",
            pages_per_feed=pages,
        )

    def poll(self, **advance) -> PollReport:
        self.clock.advance(**(advance or {"minutes": 1}))
        return self.poll_accounts([SELBY], self.stopwatch)[0]

    def receives(self, count: int = 1, *, minutes_ago: float = 0, **fields) -> list[str]:
        at = self.clock.now() - timedelta(minutes=minutes_ago)
        start = len(self.feed.rows)
        ids = [f"m{start + n}" for n in range(count)]
        for native_id in ids:
            self.feed.shows(an_inbound(native_id, **{"sent_at": at} | fields), at)
        return ids

    @property
    def stored(self) -> set[str]:
        return {message.key.native_id for message in self.store.messages}

    def state(self, feed: str = "notifications"):
        return self.watch.states[SELBY, FeedName(feed)]

    @property
    def next_poll_at(self) -> datetime | None:
        return self.watch.polls[SELBY].next_poll_at
