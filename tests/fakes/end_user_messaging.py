"""End User Messaging SMS on the loopback: it takes texts, and says of the account what a test put there.

Neither moto nor the emulator knows it. It speaks AWS's JSON 1.0 protocol.
https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
"""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4

SEND = "SendTextMessage"


class LoopbackMessaging(ThreadingHTTPServer):
    """Keeps every request it took, and answers the next ones as a test asks."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.refusals: deque[tuple[int, dict[str, Any]]] = deque()
        self.lost_answers = 0
        self.answers: dict[str, dict[str, Any]] = {}
        """What it says when it is asked for anything else, by operation."""
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def refuse(self, code: str, status: int = 400, **more: Any) -> None:
        self.refusals.append((status, {"__type": code, **more}))

    def lose_the_answer(self) -> None:
        """The next text is sent, and the connection ends before anything is said of it."""
        self.lost_answers += 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: LoopbackMessaging
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operation = self.headers["X-Amz-Target"].removeprefix("PinpointSMSVoiceV2.")
        if operation != SEND:
            self.server.asked.append((operation, asked))
            self._tell(operation)
            return
        self.server.calls.append(asked)
        if self.server.refusals:
            self._answer(*self.server.refusals.popleft())
        else:
            self.server.sent.append(asked)
            self._say_so()

    def _tell(self, operation: str) -> None:
        if operation in self.server.answers:
            self._answer(200, self.server.answers[operation])
        else:
            self._answer(400, {"__type": "AccessDeniedException"})

    def _say_so(self) -> None:
        if self.server.lost_answers:
            self.server.lost_answers -= 1
            self.close_connection = True
            return
        self._answer(200, {"MessageId": str(uuid4())})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        said = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def loopback_messaging() -> Iterator[LoopbackMessaging]:
    with LoopbackMessaging() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
