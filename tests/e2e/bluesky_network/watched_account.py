"""The real poll with the real adapter on the real servers, with stores in memory."""

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.fakes import FakeBlindPeriodLog, FakeFeedStateStore, FakeMessageStore, FakeRegister, FakeSessionStore
from watchdesk.core.account import Account
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.message import MessageKey
from watchdesk.inbox.usecases.poll_accounts import PollAccounts, PollReport
from watchdesk.platforms.bluesky.feeds import BlueskyFeeds
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.policy import Policy

PAUSE_SECONDS = 1.0
"""The pause between two polls. On AWS it is a minute."""


class ShiftedClock:
    """The real time plus the time by which a test has advanced it."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, **by: float) -> None:
        self._ahead += timedelta(**by)


class UnlimitedTime:
    """A run that is never short of time."""

    def left(self) -> timedelta:
        return timedelta(minutes=1)


class FakeCredentials:
    def __init__(self, credential: Mapping[str, str]) -> None:
        self._credential = credential

    def read(self, name: str) -> Mapping[str, str]:  # noqa: ARG002  there is one
        return self._credential

    def forget(self, name: str) -> None:
        """Do nothing, because the credential is not cached."""


@dataclass(slots=True)
class WatchedAccount:
    """One watched account. Every poll reads its session from the store, as a new Lambda does."""

    account: Account
    policy: Policy
    credential: Mapping[str, str]
    clock: ShiftedClock = field(default_factory=ShiftedClock)
    store: FakeMessageStore = field(default_factory=FakeMessageStore)
    watch: FakeFeedStateStore = field(default_factory=FakeFeedStateStore)
    ledger: FakeBlindPeriodLog = field(default_factory=FakeBlindPeriodLog)
    sessions: FakeSessionStore = field(default_factory=FakeSessionStore)
    reports: list[PollReport] = field(default_factory=list)
    _poll: PollAccounts = field(init=False)

    def __post_init__(self) -> None:
        self.watch.enrol(self.account.id, self.clock.now())
        credentials = FakeCredentials(self.credential)
        self._poll = PollAccounts(
            register=FakeRegister(self.account, self.policy),
            facts=FACTS,
            feeds=BlueskyFeeds(
                http=Urllib3Client(), clock=self.clock, sessions=self.sessions, credentials=credentials
            ),
            messages=self.store,
            feed_states=self.watch,
            blind_periods=self.ledger,
            clock=self.clock,
            new_lease=lambda: str(uuid.uuid4()),
        )

    def poll(self) -> PollReport:
        """Poll once. Raises an unexpected error of the poll."""
        (report,) = self._poll([self.account.id], UnlimitedTime())
        if report.failed is not None:
            raise report.failed
        self.reports.append(report)
        return report

    @contextmanager
    def polling(self) -> Iterator[None]:
        """Poll repeatedly while the context lasts. Raises the error of a poll at its end."""
        stop, failures = threading.Event(), list[Exception]()
        poller = threading.Thread(target=self._poll_until, args=(stop, failures), name="poller")
        poller.start()
        try:
            yield
        finally:
            stop.set()
            poller.join()
        if failures:
            raise failures[0]

    def _poll_until(self, stop: threading.Event, failures: list[Exception]) -> None:
        while not stop.wait(PAUSE_SECONDS):
            try:
                self.poll()
            except Exception as error:  # noqa: BLE001  raised again by the thread that waits for this one
                failures.append(error)
                return

    def poll_until_quiet(self, most: int = 12) -> None:
        """Poll until nothing new is stored and no gap is left."""
        for _ in range(most):
            counts = self.poll().counts
            if not (counts.stored or counts.revised or any(state.gaps for state in self.watch.states.values())):
                return
        raise AssertionError(f"still not quiet after {most} polls")

    @property
    def stored(self) -> list[MessageKey]:
        return [message.key for message in list(self.store.messages)]
