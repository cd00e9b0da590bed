"""The real poll with the real adapter on a server with the Mastodon API, with stores in memory."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.builders import a_policy, an_account
from tests.fakes import FakeBlindPeriodLog, FakeClock, FakeFeedStateStore, FakeMessageStore, FakeRegister
from tests.fakes.feeds import FakeStopwatch
from tests.fakes.sessions import FakeCredentials
from watchdesk.core.account import Account
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.message import Inbound, Message
from watchdesk.inbox.usecases.poll_accounts import PollAccounts, PollReport
from watchdesk.platforms.mastodon.feeds import MastodonFeeds
from watchdesk.platforms.registry import FACTS

PATIENCE_SECONDS = 60
"""A real server must show a new post within this time."""
PAUSE_SECONDS = 2.0


def an_official_account(server: str, username: str) -> Account:
    return an_account(
        "official",
        server=server,
        handle=f"{username}@the.server",
        options={"conversations": True},
        backfill=timedelta(minutes=10),
    )


@dataclass(slots=True)
class WatchedAccount:
    """One watched account. Its clock advances an hour before every poll, so that every feed is read fully."""

    account: Account
    token: str = field(repr=False)
    patience: float = PATIENCE_SECONDS
    clock: FakeClock = field(default_factory=lambda: FakeClock(datetime.now(UTC)))
    store: FakeMessageStore = field(default_factory=FakeMessageStore)
    watch: FakeFeedStateStore = field(default_factory=FakeFeedStateStore)
    feeds: MastodonFeeds = field(init=False)
    _poll: PollAccounts = field(init=False)

    def __post_init__(self) -> None:
        credentials = FakeCredentials({self.account.secret: {"access_token": self.token}})
        self.feeds = MastodonFeeds(http=Urllib3Client(), credentials=credentials, clock=self.clock)
        self._poll = PollAccounts(
            register=FakeRegister(self.account, a_policy()),
            facts=FACTS,
            feeds=self.feeds,
            messages=self.store,
            feed_states=self.watch,
            blind_periods=FakeBlindPeriodLog(),
            clock=self.clock,
            new_lease=lambda: str(uuid.uuid4()),
        )
        self.watch.enrol(self.account.id, self.clock.now())

    def polls(self) -> PollReport:
        """Poll once, an hour later."""
        self.clock.advance(hours=1)
        return self.polls_at_once()

    def polls_at_once(self) -> PollReport:
        """Poll once. Raises an unexpected error of the poll."""
        (report,) = self._poll([self.account.id], FakeStopwatch(timedelta(minutes=10)))
        if report.failed is not None:
            raise report.failed
        return report

    def polls_until(self, is_true: Callable[[], bool]) -> None:
        """Poll until the condition is true. Servers show a post a moment later."""
        ends = time.monotonic() + self.patience
        while True:
            errors = self.polls().errors
            assert not errors, errors
            if is_true():
                return
            if time.monotonic() > ends:
                raise AssertionError(f"not seen within {self.patience} s")
            time.sleep(PAUSE_SECONDS)

    def receives(self, *native_ids: str) -> list[Message]:
        """Poll until all these messages are stored, and return them in this order."""
        self.polls_until(lambda: all(self._all(each) for each in native_ids))
        return [self.the(each) for each in native_ids]

    def the(self, native_id: str) -> Message:
        """Return the only message with this id. A second one would have been stored twice."""
        (message,) = self._all(native_id)
        return message

    def words(self, native_id: str) -> Inbound:
        body = self.the(native_id).body
        assert isinstance(body, Inbound)
        return body

    def _all(self, native_id: str) -> list[Message]:
        return [message for message in self.store.messages if message.key.native_id == native_id]
