"""What the simulated networks have in common: accounts, members of the public, posts, and the knobs of a test."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from threading import RLock

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.faults import ActiveFaults
from infra.local.simulators.rate_limits import RateLimits
from infra.local.simulators.timestamps import EPOCH, Clock, ServerClock, system_clock

REQUESTS_KEPT = 10_000
"""Requests kept for the tests to look at; older ones only fall out of the list, never out of the totals."""


class AccountStatus(StrEnum):
    """How an account stands with its platform."""

    ACTIVE = "active"
    TAKENDOWN = "takendown"
    """Some platforms call it suspended."""
    DEACTIVATED = "deactivated"


class TokenInvalidation(StrEnum):
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request that came in, and the status it got; 0 if it got none."""

    at: str
    method: str
    route: str
    account: str
    status: int


class RequestLog:
    """Every request a server was sent."""

    def __init__(self) -> None:
        self._seen: deque[RecordedRequest] = deque(maxlen=REQUESTS_KEPT)
        self.total = 0

    def note(self, seen: RecordedRequest) -> None:
        self._seen.append(seen)
        self.total += 1

    def matching(self, route: str = "*", account: str = "*", method: str = "*") -> list[RecordedRequest]:
        asked = ((each, (each.route, each.account, each.method)) for each in list(self._seen))
        return [
            each
            for each, values in asked
            if all(fnmatchcase(*pair) for pair in zip(values, (route, account, method), strict=True))
        ]

    def count(self, route: str = "*", account: str = "*", method: str = "*") -> int:
        return len(self.matching(route, account, method))

    def clear(self) -> None:
        self._seen.clear()
        self.total = 0


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as the timeline page and the control routes show it."""

    id: str
    author: str
    name: str
    text: str
    at: datetime
    official: bool
    public: bool
    reply_to: str | None = None

    def as_json(self) -> JsonObject:
        return {**asdict(self), "at": self.at.isoformat()}


class PublicMember(ABC):
    """A member of the public. Accounts are named by handle, posts by the id that writing them returned."""

    @abstractmethod
    def posts(self, text: str, *, created_at: datetime | str | None = None) -> str: ...
    @abstractmethod
    def mentions(self, account: str, text: str, *, created_at: datetime | str | None = None) -> str: ...
    @abstractmethod
    def replies(self, to: str, text: str, *, created_at: datetime | str | None = None) -> str: ...
    @abstractmethod
    def quotes(self, post: str, text: str, *, created_at: datetime | str | None = None) -> str: ...
    @abstractmethod
    def messages(self, account: str, text: str) -> str: ...
    @abstractmethod
    def edits(self, post: str, text: str) -> None: ...
    @abstractmethod
    def deletes(self, post: str) -> None: ...
    @abstractmethod
    def likes(self, post: str) -> None: ...
    @abstractmethod
    def follows(self, account: str) -> None: ...


class SimulatedNetwork(ABC):
    """One simulated server's whole world, behind one lock. Unknown names raise LookupError."""

    platform: str
    colour: str
    """What its timeline page is coloured with, as in CSS."""
    limits: RateLimits

    def __init__(self, *, seed: str = "watchdesk", clock: Clock = system_clock) -> None:
        self.seed = seed
        self.clock = ServerClock(clock)
        self.lock = RLock()
        self.faults = ActiveFaults()
        self.requests = RequestLog()
        self.lag = timedelta(0)
        """How much later than its own time a message written from now on shows in listings."""
        self.url = ""
        """Where the server listens, once it does."""

    def visible_at(self) -> datetime:
        """From when a message written now shows: at once, whatever the clocks say, unless there is a lag."""
        return self.clock.now() + self.lag if self.lag else EPOCH

    @abstractmethod
    def add_account(self, handle: str, display_name: str = "") -> JsonObject:
        """Register an official account and return its credentials; again, the same account."""

    @abstractmethod
    def accounts(self) -> list[JsonObject]:
        """The official accounts with their credentials."""

    @abstractmethod
    def public(self, name: str) -> PublicMember:
        """The member of the public of that name, who joins if nobody is called so yet."""

    @abstractmethod
    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[ShownPost]:
        """What was posted, newest first."""

    @abstractmethod
    def set_standing(self, handle: str, standing: AccountStatus) -> None: ...

    @abstractmethod
    def kill_tokens(self, handle: str, death: TokenInvalidation) -> None:
        """Every token given out so far for the account stops working."""
