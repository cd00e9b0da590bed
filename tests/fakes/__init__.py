"""Doubles of the ports that pass the same contract tests as the real adapters."""

from tests.fakes.clock import NOON, FakeClock
from tests.fakes.feed_states import FakeBlindPeriodLog, FakeFeedStateStore, FakeSessionStore
from tests.fakes.messages import FakeMessageStore, FakeRedatingLog
from tests.fakes.queue import FakePollQueue
from tests.fakes.register import FakeNumberBook, FakeRegister

__all__ = [
    "NOON",
    "FakeBlindPeriodLog",
    "FakeClock",
    "FakeFeedStateStore",
    "FakeMessageStore",
    "FakeNumberBook",
    "FakePollQueue",
    "FakeRedatingLog",
    "FakeRegister",
    "FakeSessionStore",
]
