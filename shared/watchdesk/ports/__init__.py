"""What the use cases need of the world, in the domain's words.

Every adapter and every fake of a port passes the same contract tests (tests/contract).
Any method may raise TryLater; what else it raises stands in its docstring.
"""

from watchdesk.ports.feeds import Feed, Feeds
from watchdesk.ports.messages import (
    Deadlines,
    MessageArchive,
    MessageStore,
    OpenMessages,
    OpenPage,
    RedatingLog,
)
from watchdesk.ports.register import Declared, NumberBook, Register, RegisterEditor
from watchdesk.ports.watch import BlindLedger, PollQueue, PollRoll, WatchStore, WatchView
from watchdesk.ports.world import Clock, Stopwatch

__all__ = [
    "BlindLedger",
    "Clock",
    "Deadlines",
    "Declared",
    "Feed",
    "Feeds",
    "MessageArchive",
    "MessageStore",
    "NumberBook",
    "OpenMessages",
    "OpenPage",
    "PollQueue",
    "PollRoll",
    "RedatingLog",
    "Register",
    "RegisterEditor",
    "Stopwatch",
    "WatchStore",
    "WatchView",
]
