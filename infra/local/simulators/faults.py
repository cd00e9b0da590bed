"""The faults that a simulated server can be told to show, and the requests that they apply to."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from fnmatch import fnmatchcase
from http import HTTPStatus
from threading import Lock
from typing import Any


class FaultKind(StrEnum):
    """The kinds of faults. A request that is prevented has no effect."""

    OUTAGE = "outage"
    """The request is prevented. The response has `status` and an error as JSON or HTML (`body`)."""
    RESET = "reset"
    """The request is prevented, and the connection is reset."""
    LOST = "lost"
    """The request takes effect, and the connection is reset before the response."""
    SLOW = "slow"
    """The response comes `seconds` late, in real time."""
    EXPIRED_TOKEN = "expired_token"  # noqa: S105  the name of a fault
    REVOKED_TOKEN = "revoked_token"  # noqa: S105  the name of a fault
    RATE_LIMITED = "rate_limited"
    """The response is 429 and asks to try again after `seconds`."""
    SHUFFLED = "shuffled"
    """The items of a page are in a random order."""
    DUPLICATED = "duplicated"
    """Every item of a page comes twice."""
    OVERLAPPING = "overlapping"
    """A page begins with the last items of the page that this caller got before from this route."""
    TRUNCATED = "truncated"
    """Only the first half of the JSON is sent."""
    MALFORMED_ITEM = "malformed_item"
    """The middle item of a page keeps its id, but its other values are replaced."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """Applies to matching requests: not to the first `after` of them, and then `times` times.

    With `times` None it applies until it is removed.
    """

    kind: FaultKind
    route: str = "*"
    """A shell pattern for the name of the route, for example `app.bsky.*` or `/api/v1/notifications`."""
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

    def applies_to(self, method: str, route: str, account: str) -> bool:
        """Return whether the fault applies to this request, and count the request."""
        asked = ((method, self.method), (route, self.route), (account, self.account))
        if not all(fnmatchcase(value, pattern) for value, pattern in asked):
            return False
        self.matched += 1
        spent = self.times is not None and self.struck >= self.times
        if self.matched <= self.after or spent:
            return False
        self.struck += 1
        return True


SETTABLE = frozenset(setting.name for setting in fields(Fault)) - {"id", "matched", "struck"}


class ActiveFaults:
    """The faults that apply on one server."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._lock = Lock()
        self._next = 1

    def add(self, kind: FaultKind | str, **settings: Any) -> Fault:  # noqa: ANN401  the fields of Fault
        """Add a fault. Raises ValueError for an unknown kind or setting."""
        if unknown := settings.keys() - SETTABLE:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        fault = Fault(kind=FaultKind(kind), **settings)
        with self._lock:
            fault.id, self._next = self._next, self._next + 1
            self._faults[fault.id] = fault
        return fault

    def remove(self, fault: int) -> bool:
        """Remove the fault with this id, and return whether it existed."""
        with self._lock:
            return self._faults.pop(fault, None) is not None

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

    def matching(self, method: str, route: str, account: str) -> list[Fault]:
        """Return the faults that apply to this request, and count the request for each fault."""
        with self._lock:
            return [fault for fault in self._faults.values() if fault.applies_to(method, route, account)]

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter(list(self._faults.values()))
