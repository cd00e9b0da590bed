"""The client of our HTTP API. It repeats a request only if the request is safe to repeat."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from infra.cli.exits import CLOUD, RefusedError
from infra.cli.problem_text import refused_error
from watchdesk.core.errors import TryLater, Unconfirmed
from watchdesk.core.http_client import HttpClient, HttpResponse
from watchdesk.http.models import ResponseModel

M = TypeVar("M", bound=ResponseModel)

ATTEMPTS: Final = 5
MAX_PAUSE: Final = 30.0
"""In seconds, even if a response asks for more."""
BUSY_STATUSES: Final = frozenset({429, 500, 502, 503, 504})
IN_PROGRESS: Final = "urn:watchdesk:problem:in-progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiClient:
    """Every method raises RefusedError, which says what to change or what to do instead."""

    url: str
    token: str
    http: HttpClient
    pause: Callable[[float], None]
    """Waits for so many seconds."""

    def send_with_retries(self, method: str, path: str, *, key: str = "", **given: Any) -> HttpResponse:  # noqa: ANN401  as for `send`
        """Return the reply. Ask up to ATTEMPTS times while the API is busy or does not answer."""
        trouble, wait = "", 0.0
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(min(wait, MAX_PAUSE))
            wait = 2.0**attempt
            try:
                reply = self.send(method, path, key=key, **given)
            except (TryLater, Unconfirmed) as error:
                trouble = str(error)
                continue
            if not _is_busy(reply):
                return reply
            trouble, wait = f"answered {reply.status}", _retry_after(reply, wait)
        unsure = f". It is not known whether it was stored: repeat the command with --key {key}" if key else ""
        raise RefusedError(f"the API at {self.url} cannot answer now: {trouble}{unsure}", CLOUD)

    def send(
        self,
        method: str,
        path: str,
        *,
        key: str = "",
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        headers |= {"Content-Type": "application/json"} if body is not None else {}
        headers |= {"Idempotency-Key": key} if key else {}
        data = None if body is None else json.dumps(body).encode()
        return self.http.send(method, self.url + path, query=query, headers=headers, body=data)


def base_url(given: str) -> str:
    """Return the address without a final slash. Raises RefusedError if it would send the token unencrypted."""
    parts = urlsplit(given)
    host = parts.hostname or ""
    is_here = host in ("127.0.0.1", "::1", "localhost") or host.endswith(".localhost")
    if parts.scheme == "https" or (parts.scheme == "http" and is_here):
        return given.rstrip("/")
    raise RefusedError(
        "the address of the API must begin with https://, so that nobody can read the token on its way"
    )


def _is_busy(reply: HttpResponse) -> bool:
    return reply.status in BUSY_STATUSES or (
        reply.status == HTTPStatus.CONFLICT and IN_PROGRESS.encode() in reply.body
    )


def _retry_after(reply: HttpResponse, otherwise: float) -> float:
    asked = reply.headers.get("retry-after", "")
    return float(asked) if asked.isdecimal() else otherwise


def parse_reply(model: type[M], reply: HttpResponse) -> M:
    if not reply.ok:
        raise refused_error(reply)
    try:
        return model.model_validate_json(reply.body)
    except ValidationError:
        raise RefusedError("the reply does not come from this API: is --api right?", CLOUD) from None
