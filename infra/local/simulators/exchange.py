"""A call to a simulated API, and its response."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Request

JsonObject = dict[str, Any]


class ConnectionDroppedError(ConnectionError):
    """The server closes the connection without a response.

    werkzeug treats every ConnectionError as a client that went away.
    """


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A response. The body is sent as JSON unless it is a string; None is an empty body."""

    body: Any = None
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


class ErrorResponse(Exception):
    """The API rejects the call with this response."""

    def __init__(self, response: ApiResponse) -> None:
        super().__init__(response.status)
        self.response = response


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of a route."""

    request: Request
    route: str
    """The name of the route in faults and in the request log: an NSID, or a path with `:id` in it."""
    now: datetime
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> Mapping[str, str]:
        """The query parameters; of a repeated parameter the first value."""
        return self.request.args.to_dict()

    def all_values(self, name: str) -> list[str]:
        """Return all values of a repeated parameter."""
        return self.request.args.getlist(name)

    @property
    def bearer(self) -> str | None:
        """The bearer token of the request, if it has one."""
        return bearer_token(self.request)


CallHandler = Callable[[ApiCall], ApiResponse]


def bearer_token(request: Request) -> str | None:
    """Return the bearer token of the request, or None."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
