"""What all simulated networks have in common: accounts, members of the public, posts, and settings for tests."""

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
"""This many requests are kept for tests. Older ones are dropped from the list, but still counted in the total."""


class AccountStatus(StrEnum):
    """The status of an account on its platform."""

    ACTIVE = "active"
    TAKENDOWN = "takendown"
    """Some platforms call it suspended."""
    DEACTIVATED = "deactivated"


class TokenInvalidation(StrEnum):
    """Why a token is no longer valid."""

    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One received request, and the status of its response; 0 if it got no response."""

    at: str
    method: str
    route: str
    account: str
    status: int


class RequestLog:
    """The requests that a server has received."""

    def __init__(self) -> None:
        self._requests: deque[RecordedRequest] = deque(maxlen=REQUESTS_KEPT)
        self.total = 0

    def add(self, request: RecordedRequest) -> None:
        """Add a request."""
        self._requests.append(request)
        self.total += 1

    def matching(self, route: str = "*", account: str = "*", method: str = "*") -> list[RecordedRequest]:
        """Return the kept requests that match these shell patterns."""
        patterns = (route, account, method)
        return [
            request
            for request in list(self._requests)
            if all(map(fnmatchcase, (request.route, request.account, request.method), patterns))
        ]

    def count(self, route: str = "*", account: str = "*", method: str = "*") -> int:
        """Return the number of kept requests that match."""
        return len(self.matching(route, account, method))

    def clear(self) -> None:
        """Forget all requests."""
        self._requests.clear()
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
        """Return the post as the control routes send it."""
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
    """Everything that one simulated server holds, behind one lock. Unknown names raise LookupError."""

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
        """Messages written from now on appear in listings this much later."""
        self.url = ""
        """The URL of the server, once it listens."""

    def visible_at(self) -> datetime:
        """Return the time from which a message written now is visible.

        Without a lag it is visible at once, whatever the clocks say.
        """
        return self.clock.now() + self.lag if self.lag else EPOCH

    @abstractmethod
    def add_account(self, handle: str, display_name: str = "") -> JsonObject:
        """Add an official account and return its credentials. A second call returns the same account."""

    @abstractmethod
    def accounts(self) -> list[JsonObject]:
        """Return the official accounts with their credentials."""

    @abstractmethod
    def public(self, name: str) -> PublicMember:
        """Return the member of the public with this name, who joins if there is none yet."""

    @abstractmethod
    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[ShownPost]:
        """Return the posts, newest first."""

    @abstractmethod
    def set_status(self, handle: str, status: AccountStatus) -> None:
        """Change the status of the account."""

    @abstractmethod
    def invalidate_tokens(self, handle: str, reason: TokenInvalidation) -> None:
        """Make every token that the account has got so far invalid."""
