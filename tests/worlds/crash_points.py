"""A run that is killed at one of its calls to the outside: before it, or after it took effect.

The kill is a BaseException, so that no `except Exception` on the way can hide it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from watchdesk.core.http_client import HttpClient, HttpResponse

T = TypeVar("T")


class Killed(BaseException):
    """The Lambda is gone: out of time, out of memory, or out of luck."""


@dataclass(slots=True)
class Outside:
    """Counts every call that leaves the process; kills the run at one of them, or lets another run in between."""

    calls: list[str] = field(default_factory=list)
    kill_at: int | None = None
    after: bool = False
    """The call took effect, and its answer was lost with the run."""
    interrupt_at: int | None = None
    interruption: Callable[[], object] | None = None

    def around(self, name: str, call: Callable[[], T]) -> T:
        index = len(self.calls)
        self.calls.append(name)
        if index == self.interrupt_at and self.interruption is not None:
            interruption, self.interruption = self.interruption, None
            interruption()
        if index == self.kill_at and not self.after:
            raise Killed(name)
        try:
            return call()
        finally:
            # Also after a call that was refused: the refusal is lost with the run.
            if index == self.kill_at and self.after:
                raise Killed(name)


class WatchedClient:
    """A boto3 client whose every call goes through an Outside."""

    def __init__(self, client: Any, outside: Outside) -> None:
        self._client = client
        self._outside = outside

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._client, name)
        if not callable(attribute) or name in {"get_paginator", "can_paginate", "exceptions"}:
            return attribute
        return lambda **arguments: self._outside.around(name, lambda: attribute(**arguments))


@dataclass(frozen=True, slots=True)
class WatchedHttp:
    """A platform's HTTP whose every request goes through an Outside."""

    http: HttpClient
    outside: Outside

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        path = url.split("/", 3)[-1]
        return self.outside.around(
            f"{method} {path}",
            lambda: self.http.send(method, url, query=query, headers=headers, body=body),
        )
