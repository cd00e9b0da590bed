"""A slow or endless answer of a server costs one request, never the run."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from watchdesk.core.errors import TryLater, Unconfirmed
from watchdesk.core.http_client import MAX_BODY_BYTES, Urllib3Client

HEADERS = b"HTTP/1.1 200 OK\r\n"
PAUSE = 0.05
"""Seconds between two bytes. It is far below the read time-out."""
SOON = timedelta(seconds=0.5)

Answer = Callable[[socket.socket, threading.Event], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """A server on this machine that gives this answer to every connection."""
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    try:
                        answer(connection, stopped)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        stopped.set()
        with socket.create_connection(listener.getsockname()) as last:
            last.sendall(b"end")
        thread.join(10)
        assert not thread.is_alive()


def dripping(start: bytes, drop: bytes) -> Answer:
    def answer(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(start)
        while not stopped.wait(PAUSE):
            connection.sendall(drop)

    return answer


def whole(body: bytes) -> Answer:
    start = HEADERS + f"Content-Length: {len(body)}\r\n\r\n".encode()
    return lambda connection, _: connection.sendall(start + body)


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"", b"H"),
        dripping(HEADERS, b"x"),
        dripping(HEADERS + b"Content-Length: 100000\r\n\r\n", b" "),
        dripping(HEADERS + b"\r\n", b" "),
        dripping(HEADERS + b"Connection: close\r\n\r\n", b" "),
        dripping(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        dripping(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
    ids=["status", "header", "body", "body without length", "body until close", "chunks", "size of a chunk"],
)
def test_a_server_that_drips_bytes_cannot_hold_a_run(answer: Answer):
    with server(answer) as url, pytest.raises(TryLater):
        Urllib3Client(answer_time=SOON).send("GET", url)


def test_the_end_of_a_dripped_answer_to_a_post_is_unknown():
    with server(dripping(HEADERS + b"\r\n", b" ")) as url, pytest.raises(Unconfirmed):
        Urllib3Client(answer_time=SOON).send("POST", url, body=b"{}")


def test_an_answer_of_more_than_4_mb_is_refused():
    with (
        server(whole(b"x" * (MAX_BODY_BYTES + 1))) as url,
        pytest.raises(TryLater, match="more than 4194304 bytes"),
    ):
        Urllib3Client().send("GET", url)


def test_an_answer_of_4_mb_is_read_whole():
    with server(whole(b"x" * MAX_BODY_BYTES)) as url:
        assert len(Urllib3Client().send("GET", url).body) == MAX_BODY_BYTES


def test_the_next_request_works_after_a_dripped_answer():
    answers = iter([dripping(HEADERS + b"\r\n", b" "), whole(b"{}")])
    client = Urllib3Client(answer_time=SOON)

    def answer(connection: socket.socket, stopped: threading.Event) -> None:
        next(answers, whole(b""))(connection, stopped)

    with server(answer) as url:
        with pytest.raises(TryLater):
            client.send("GET", url)
        assert client.send("GET", url).json() == {}
