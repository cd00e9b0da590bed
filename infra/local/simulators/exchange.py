"""One call to a simulated API and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Request

JsonObject = dict[str, Any]


class ConnectionDroppedError(ConnectionError):
    """The server hangs up without an answer. werkzeug takes a ConnectionError for a client that went away."""


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A body is JSON unless it is text; None is an empty body."""

    body: Any = None
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


class ErrorResponse(Exception):
    """The API says no, in its own words."""

    def __init__(self, answer: ApiResponse) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class ApiCall:
    request: Request
    route: str
    """The name faults and counts know the route by: an NSID, or a path with `:id` in it."""
    now: datetime
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> Mapping[str, str]:
        return self.request.args.to_dict()

    def every(self, name: str) -> list[str]:
        """All values of a repeated parameter."""
        return self.request.args.getlist(name)

    @property
    def bearer(self) -> str | None:
        return bearer_token(self.request)


CallHandler = Callable[[ApiCall], ApiResponse]


def bearer_token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
