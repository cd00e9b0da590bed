"""Faults that a simulated server can be told to show, and when each of them strikes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from fnmatch import fnmatchcase
from http import HTTPStatus
from threading import Lock
from typing import Any


class FaultKind(StrEnum):
    OUTAGE = "outage"
    """Nothing happens; the answer is `status` with an error in the platform's JSON, or in HTML (`body`)."""
    RESET = "reset"
    """Nothing happens; the connection is reset."""
    LOST = "lost"
    """The request takes effect; the connection is reset before the answer."""
    SLOW = "slow"
    """The answer comes `seconds` of wall clock late."""
    EXPIRED_TOKEN = "expired_token"  # noqa: S105  the name of a fault
    REVOKED_TOKEN = "revoked_token"  # noqa: S105  the name of a fault
    RATE_LIMITED = "rate_limited"
    """429, to try again after `seconds`."""
    SHUFFLED = "shuffled"
    """A page in some other order."""
    DUPLICATED = "duplicated"
    """Every item of a page twice."""
    OVERLAPPING = "overlapping"
    """A page begins with the last items of the page this caller got before on this route."""
    TRUNCATED = "truncated"
    """Half of the JSON."""
    MALFORMED_ITEM = "malformed_item"
    """The middle item of a page keeps its identity and loses its sense."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """Strikes the requests that match, the first `after` of them excepted, `times` times (None: until removed)."""

    kind: FaultKind
    route: str = "*"
    """A shell pattern for the route's name, for example `app.bsky.*` or `/api/v1/notifications`."""
    method: str = "*"
    account: str = "*"
    """A shell pattern for the handle of the account whose token came with the request."""
    after: int = 0
    times: int | None = None
    status: int = HTTPStatus.SERVICE_UNAVAILABLE
    body: str = "json"
    seconds: float = 60.0
    id: int = 0
    matched: int = 0
    struck: int = 0

    def strikes(self, method: str, route: str, account: str) -> bool:
        """Whether this very request is hit; counts it."""
        asked = ((method, self.method), (route, self.route), (account, self.account))
        if not all(fnmatchcase(value, pattern) for value, pattern in asked):
            return False
        self.matched += 1
        spent = self.times is not None and self.struck >= self.times
        if self.matched <= self.after or spent:
            return False
        self.struck += 1
        return True


SETTABLE = frozenset(each.name for each in fields(Fault)) - {"id", "matched", "struck"}


class ActiveFaults:
    """The faults in force on one server."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._lock = Lock()
        self._next = 1

    def add(self, kind: FaultKind | str, **settings: Any) -> Fault:  # noqa: ANN401  the fields of Fault
        """Put a fault in force. Raises ValueError for a kind or a setting there is not."""
        if unknown := settings.keys() - SETTABLE:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        fault = Fault(kind=FaultKind(kind), **settings)
        with self._lock:
            fault.id, self._next = self._next, self._next + 1
            self._faults[fault.id] = fault
        return fault

    def remove(self, fault: int) -> bool:
        with self._lock:
            return self._faults.pop(fault, None) is not None

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def striking(self, method: str, route: str, account: str) -> list[Fault]:
        with self._lock:
            return [each for each in self._faults.values() if each.strikes(method, route, account)]

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter(list(self._faults.values()))
