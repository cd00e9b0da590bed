"""One HTTP client for every platform: time-outs always, retries never, errors as ours.

urllib3 because the Lambda runtime loads it anyway for boto3, so it costs no cold start (docs/adr/0004).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

import urllib3

from watchdesk.core.errors import TryLater, Unconfirmed

CONNECT_TIMEOUT = timedelta(seconds=3)
READ_TIMEOUT = timedelta(seconds=10)
MAX_BODY_BYTES = 20 * 1024 * 1024
"""More than any documented page; a longer answer is a fault of the server, not a page."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A platform's answer. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004  the class of a status is its first digit

    def json(self) -> Any:  # noqa: ANN401  whatever the platform sent; the caller parses it
        """The parsed body. Raises TryLater if it is not JSON: a proxy or a maintenance page answered."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise TryLater(f"answered {self.status} with a body that is not JSON") from error


class HttpClient(Protocol):
    """What an adapter needs of a client; tests give it recorded answers."""

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        """Raises TryLater if no answer came to a GET, Unconfirmed if none came to anything else."""
        ...


class Urllib3Client:
    """Follows no redirects: an official API does not, and a hijacked one must not get our token."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(
            num_pools=64,
            maxsize=16,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT.total_seconds(), read=READ_TIMEOUT.total_seconds()),
        )

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
            response = self._pool.request(
                method, full, headers=dict(headers or {}), body=body, preload_content=False, redirect=False
            )
            content = response.read(MAX_BODY_BYTES + 1)
            response.release_conn()
        except urllib3.exceptions.NewConnectionError as error:
            raise TryLater("could not connect") from error
        except urllib3.exceptions.HTTPError as error:
            raise lost(f"no answer: {type(error).__name__}") from error
        if len(content) > MAX_BODY_BYTES:
            raise lost(f"answered more than {MAX_BODY_BYTES} bytes")
        return HttpResponse(response.status, {k.lower(): v for k, v in response.headers.items()}, content)
