"""What the use cases need of the world, in the domain's words.

Every adapter and every fake of a port passes the same contract tests (tests/contract).
Any method may raise TryLater; what else it raises stands in its docstring.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from watchdesk.domain.account import Account, AccountId, PolicyId
from watchdesk.domain.force import Force
from watchdesk.domain.message import Message, MessageKey, OwnReply, Waiting
from watchdesk.domain.policy import Policy
from watchdesk.domain.rota import Person, PersonId, Rota, RotaId
from watchdesk.domain.watch import BlindPeriod, FeedState, FeedTraits, Page, PollTurn


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware UTC."""
        ...


class Stopwatch(Protocol):
    """How much of this run is left. A Lambda's runs out; a test's is set."""

    def left(self) -> timedelta: ...


class Register(Protocol):
    """The force's declared accounts, policies, rotas and people. Unknown ids raise Defect."""

    def force(self) -> Force: ...
    def accounts(self) -> Sequence[Account]: ...
    def policy(self, policy: PolicyId) -> Policy: ...
    def rota(self, rota: RotaId) -> Rota: ...
    def person(self, person: PersonId) -> Person: ...


class Feed(Protocol):
    """One feed of one account, read newest first in pages.

    `page` raises the classes of domain/errors.py as the platform's answer deserves, and never raises for one
    item it cannot understand: that item is shown as Unreadable.
    """

    @property
    def traits(self) -> FeedTraits: ...

    def page(self, older: str | None, memo: str) -> Page:
        """The newest page (None) or the one that `older` of an earlier page asks for.

        `older` may be days old and come from another process. `memo` is what the last finished walk left.
        """
        ...


class Feeds(Protocol):
    def of(self, account: Account) -> Sequence[Feed]:
        """The feeds of an account, the one that must not wait first. Costs no call to the platform."""
        ...


class MessageStore(Protocol):
    """Every message, exactly once per key, never overwritten, never deleted here."""

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        """The newest stored version of those that are stored."""
        ...

    def add(self, messages: Sequence[Message]) -> int:
        """Store those that are not stored yet, and say how many were new. Safe to repeat."""
        ...

    def revise(self, message: Message) -> bool:
        """Keep a further version beside the first, and bring urgency and deadline forward if they are sooner.

        False if that version was stored already. The message must be stored; its first body stays.
        """
        ...

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        """Dispose what the reply answers (see OwnReply), if it still waits or is claimed; how many that were."""
        ...

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        """Record that it is gone from the platform. It keeps its body, its deadline and its state."""
        ...


class Deadlines(Protocol):
    """The messages that want attention, without their words."""

    def due(self, now: datetime, limit: int) -> Sequence[Waiting]:
        """Up to `limit` messages whose attention time has come, soonest first within a shard."""
        ...

    def hand_over(self, waiting: Waiting, alert: str, now: datetime) -> bool:
        """The alert looks after it from here: mark it overdue and take it off the due list.

        False if it has been handled or re-dated since it was read.
        """
        ...

    def dismiss(self, waiting: Waiting) -> bool:
        """It no longer waits: take it off the due list. False if it has changed since it was read."""
        ...

    def read(self, keys: Collection[MessageKey]) -> Sequence[Waiting]:
        """The present state of these messages, consistently read."""
        ...


class WatchStore(Protocol):
    """When each account is polled next, and how far each of its feeds has been seen."""

    def due(self, now: datetime) -> Sequence[PollTurn]:
        """Every account whose turn has come."""
        ...

    def requeue(self, turn: PollTurn, next_poll_at: datetime) -> bool:
        """Set the next turn, unless it has changed since `turn` was read (then False)."""
        ...

    def begin(
        self, account: AccountId, lease: str, now: datetime, until: datetime
    ) -> tuple[PollTurn, Sequence[FeedState]]:
        """Take the account for one poll and read its feeds. Raises LeaseLost while another poll holds it."""
        ...

    def save(self, state: FeedState) -> FeedState:
        """Write one feed's state and return it with its new revision. Raises LeaseLost if it moved on."""
        ...

    def finish(self, turn: PollTurn, lease: str) -> None:
        """Write the turn and give the account free. Raises LeaseLost if `lease` no longer holds it."""
        ...


class BlindLedger(Protocol):
    """The evidence of when we could not see. Append-only."""

    def add(self, period: BlindPeriod) -> None: ...

    def of(self, account: AccountId) -> Sequence[BlindPeriod]: ...


class PollQueue(Protocol):
    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        """Queue one poll for each, and return those the queue took."""
        ...
