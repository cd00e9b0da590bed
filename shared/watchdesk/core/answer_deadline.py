"""A limit on the time of one whole HTTP answer, from its first header to the last byte of its body.

A read time-out begins anew with every byte, so a server that drips bytes would hold a run for ever.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import urllib3


class AnswerDeadline:
    """Ends the connection of one request when the time for its answer has passed."""

    def __init__(self, time: timedelta) -> None:
        self._time = time.total_seconds()
        self._timer: threading.Timer | None = None
        self.has_passed = False

    def begin(self, connection: socket.socket) -> None:
        """Count from now. The request has been sent."""
        self.end()
        self._timer = threading.Timer(self._time, self._cut, [connection])
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Stop counting."""
        if self._timer is not None:
            self._timer.cancel()

    def _cut(self, connection: socket.socket) -> None:
        self.has_passed = True
        try:
            # The method of the class itself leaves the state of TLS alone, which another thread is reading.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
        except OSError:
            return


_running = threading.local()


@contextmanager
def answer_deadline(time: timedelta) -> Iterator[AnswerDeadline]:
    """Hold the answer to the request that this thread makes meanwhile to this time."""
    deadline = AnswerDeadline(time)
    _running.deadline = deadline
    try:
        yield deadline
    finally:
        _running.deadline = None
        deadline.end()


def _begin_deadline(connection: Any) -> None:  # noqa: ANN401  urllib3 names no type for both connections
    deadline: AnswerDeadline | None = getattr(_running, "deadline", None)
    if deadline is not None and connection.sock is not None:
        deadline.begin(connection.sock)


class _HttpConnection(urllib3.connection.HTTPConnection):
    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as in urllib3 itself
        _begin_deadline(self)
        return super().getresponse()


class _HttpsConnection(urllib3.connection.HTTPSConnection):
    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as in urllib3 itself
        _begin_deadline(self)
        return super().getresponse()


class _HttpPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HttpConnection


class _HttpsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HttpsConnection


POOL_CLASSES = {"http": _HttpPool, "https": _HttpsPool}
"""The pools whose connections keep to an answer deadline."""
