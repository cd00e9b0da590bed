"""The HTTP client for every platform. It sets time-outs, never retries, and raises our own errors.

It uses urllib3, which the Lambda runtime loads for boto3 anyway, so it does not slow a cold start (docs/adr/0004).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

import urllib3

from watchdesk.core.answer_deadline import POOL_CLASSES, answer_deadline
from watchdesk.core.errors import TryLater, Unconfirmed

CONNECT_TIMEOUT = timedelta(seconds=3)
READ_TIMEOUT = timedelta(seconds=10)
ANSWER_TIME = timedelta(seconds=15)
"""The time for a whole answer, after the request was sent."""
MAX_BODY_BYTES = 4 * 1024 * 1024
"""More than any documented page. A longer answer is a fault of the server, and parsed it takes much memory."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004  the first digit of a status is its class

    def json(self) -> Any:  # noqa: ANN401  the caller parses what the platform sent
        """Return the parsed body. Raises TryLater if it is not JSON, for example a maintenance page."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise TryLater(f"answered {self.status} with a body that is not JSON") from error


class HttpClient(Protocol):
    """Sends HTTP requests."""

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        """Send one request. If no answer comes, raise TryLater for a GET and Unconfirmed for other methods."""
        ...


class Urllib3Client:
    """The port HttpClient. It follows no redirects, so that no other server can receive our token."""

    def __init__(self, *, answer_time: timedelta = ANSWER_TIME) -> None:
        self._answer_time = answer_time
        self._pool = urllib3.PoolManager(
            num_pools=64,
            maxsize=16,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT.total_seconds(), read=READ_TIMEOUT.total_seconds()),
        )
        self._pool.pool_classes_by_scheme = POOL_CLASSES

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        full = f"{url}?{urlencode(query, doseq=True)}" if query else url
        lost = TryLater if method == "GET" else Unconfirmed
        try:
            with answer_deadline(self._answer_time) as deadline:
                response = self._pool.request(
                    method, full, headers=dict(headers or {}), body=body, preload_content=False, redirect=False
                )
                content = response.read(MAX_BODY_BYTES + 1)
            is_whole = len(content) <= MAX_BODY_BYTES and not deadline.has_passed
            response.release_conn() if is_whole else response.close()
        except urllib3.exceptions.NewConnectionError as error:
            raise TryLater("could not connect") from error
        except urllib3.exceptions.HTTPError as error:
            raise lost(f"no answer: {type(error).__name__}") from error
        if deadline.has_passed:
            raise lost(f"no whole answer within {self._answer_time.total_seconds():g} s")
        if len(content) > MAX_BODY_BYTES:
            raise lost(f"answered more than {MAX_BODY_BYTES} bytes")
        return HttpResponse(response.status, {k.lower(): v for k, v in response.headers.items()}, content)
