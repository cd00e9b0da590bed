"""Fetches a calendar from an https address, with a limit on time and size, and never unencrypted."""

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import urllib3

MAX_BYTES = 2 * 1024 * 1024
"""The most bytes. A year of a control room's duties is a tenth of this."""
MAX_REDIRECTS = 3
PATIENCE = urllib3.Timeout(connect=5, read=10, total=20)
LONGEST = 30
"""The most seconds for the whole answer, even if it arrives steadily."""
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOUND = 200
_TRY = "check the address, or try again later"


class FetchError(Exception):
    """Tells why there is no calendar. It names only the server, because the address of a calendar is a secret."""


def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(retries=False, timeout=PATIENCE)


def fetch(url: str, connect: Callable[[], urllib3.PoolManager] = _pool) -> bytes:
    """Return the calendar's content. Raises FetchError."""
    with connect() as pool:
        for _ in range(MAX_REDIRECTS + 1):
            found = _asked(pool, url)
            if isinstance(found, bytes):
                return found
            url = urljoin(url, found)
    raise FetchError(f"{_server(url)} sends from one address to the next")


def _asked(pool: urllib3.PoolManager, url: str) -> bytes | str:
    """Return the content, or the address to which it has moved."""
    if urlsplit(url).scheme != "https":
        raise FetchError(f"{_server(url)} would send it unencrypted: give an https address")
    try:
        answer = pool.request("GET", url, preload_content=False, redirect=False)
        try:
            if answer.status in _REDIRECTS and (elsewhere := answer.headers.get("Location")):
                return elsewhere
            if answer.status != _FOUND:
                raise FetchError(f"{_server(url)} answers {answer.status}: {_TRY}")
            return _whole_body(answer, url)
        finally:
            answer.close()
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise FetchError(f"{_server(url)} could not be read ({type(error).__name__}): {_TRY}") from None


def _whole_body(answer: urllib3.BaseHTTPResponse, url: str) -> bytes:
    content, ends = b"", time.monotonic() + LONGEST
    for chunk in answer.stream(_CHUNK):
        content += chunk
        if time.monotonic() > ends:
            raise FetchError(f"{_server(url)} takes more than {LONGEST} seconds")
        if len(content) > MAX_BYTES:
            raise FetchError(f"{_server(url)} holds more than {MAX_BYTES // 1024} KiB, which no rota is")
    return content


def _server(url: str) -> str:
    return urlsplit(url).hostname or "the address"
