"""A relay in front of the home server that can lose the response to a call."""

import http.client
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from watchdesk.core.http_client import HttpResponse, Urllib3Client


class LossyRelay:
    """`loses` lists the methods whose next response is lost, each once. `calls` lists all calls."""

    def __init__(self, server: str, address: str) -> None:
        self.server = server
        self.address = address
        self.loses: list[str] = []
        self.calls: list[str] = []

    def passes_back(self, method: str) -> bool:
        self.calls.append(method)
        if method not in self.loses:
            return True
        self.loses.remove(method)
        return False


class RelayedHttp(Urllib3Client):
    """The real client, whose every request goes through the relay."""

    def __init__(self, relay: LossyRelay) -> None:
        super().__init__()
        self._relay = relay

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        here = f"{self._relay.address}{urlsplit(url).path}"
        return super().send(method, here, query=query, headers=headers, body=body)


@contextmanager
def lossy_relay(server: str) -> Iterator[LossyRelay]:
    """Run a relay on loopback while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._relay(None)

        def do_POST(self) -> None:
            self._relay(self.rfile.read(int(self.headers.get("content-length", 0))))

        def _relay(self, body: bytes | None) -> None:
            line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
            line.request(self.command, self.path, body, dict(self.headers))
            answer = line.getresponse()
            content = answer.read()
            line.close()
            if not relay.passes_back(urlsplit(self.path).path.rpartition("/")[2]):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Log nothing, because the relay records its calls."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    relay = LossyRelay(server, f"http://127.0.0.1:{listener.server_port}")
    thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
