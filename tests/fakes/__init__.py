"""Doubles of the ports that pass the same contract tests as the real adapters."""

from tests.fakes.clock import NOON, FakeClock
from tests.fakes.messages import FakeMessageStore, FakeRedatingLog
from tests.fakes.queue import FakePollQueue
from tests.fakes.register import FakeNumberBook, FakeRegister
from tests.fakes.watch import FakeBlindLedger, FakeSessionStore, FakeWatchStore

__all__ = [
    "NOON",
    "FakeBlindLedger",
    "FakeClock",
    "FakeMessageStore",
    "FakeNumberBook",
    "FakePollQueue",
    "FakeRedatingLog",
    "FakeRegister",
    "FakeSessionStore",
    "FakeWatchStore",
]
