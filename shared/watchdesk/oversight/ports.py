"""What the auditor needs of the world: to look at everything anew, to mend it, and to tell whoever runs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert
from watchdesk.core.message import MessageKey, WaitingMessage
from watchdesk.oversight.domain.incident import Incident


@dataclass(frozen=True, slots=True)
class ScannedMessage:
    """A message as the table holds it, and whether the due list can show it."""

    waiting: WaitingMessage
    is_on_list: bool
    """It carries what puts it on the due list, under the shard where a sweep looks for it."""


@dataclass(frozen=True, slots=True)
class ScannedAlert:
    alert: Alert
    is_on_list: bool


class MessageTableScan(Protocol):
    """Every stored message, a page at a time, without its words."""

    def page(self, after: str | None) -> tuple[Sequence[ScannedMessage], str | None]:
        """The next page, as of a moment ago, and what asks for the one behind it; None: that was the last."""
        ...

    def read(self, keys: Sequence[MessageKey]) -> Sequence[ScannedMessage]:
        """These messages as they stand now."""
        ...

    def restore(self, waiting: WaitingMessage, now: datetime) -> bool:
        """Put it back on the due list, due now. False if it has changed since it was read."""
        ...


class AlertTableScan(Protocol):
    """Every alert that is not resolved, a page at a time."""

    def page(self, after: str | None) -> tuple[Sequence[ScannedAlert], str | None]: ...

    def wake(self, alert: Alert, now: datetime) -> bool:
        """Put it back among those that want attention, and note it in its history.

        False if it is among them already, or resolved.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPosition:
    """How far a round has come, and how long it takes."""

    began_at: datetime
    after: str | None = None
    last_began_at: datetime | None = None
    """When the round before this one began."""


class ScanPositions(Protocol):
    def place(self, name: str) -> ScanPosition | None: ...

    def keep(self, name: str, place: ScanPosition) -> None: ...


class Incidents(Protocol):
    """The ledger of what is wrong and who was told. Two runs never both write on what they read."""

    def all(self) -> Sequence[Incident]: ...

    def keep(self, trouble: Incident) -> Incident | None:
        """Write it, and return it with its new revision; None if it has moved on since it was read."""
        ...


class OperatorMail(Protocol):
    def tell(self, subject: str, text: str) -> None:
        """Send one mail. Never tries twice. Raises Unconfirmed if it may have left, else it certainly did not."""
        ...


class Heartbeat(Protocol):
    def beat(self) -> bool:
        """Say outside that all is well. False if nobody listens."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSpend:
    """US dollars of texts this month."""

    spent: float
    limit: float


class SmsAccount(Protocol):
    """What the provider of texts says of our account."""

    def is_in_sandbox(self) -> bool: ...

    def spend(self, now: datetime) -> SmsSpend: ...

    def opted_out(self) -> frozenset[str]:
        """The numbers, as E.164, that take no texts from this account."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """How a function did lately."""

    runs: int
    failures: int


class FunctionRuns(Protocol):
    def of(self, functions: Mapping[str, str], since: datetime, until: datetime) -> Mapping[str, RunCounts]:
        """By the word for each function, how it ran; the values given are the names AWS knows them by."""
        ...


class QueueDepths(Protocol):
    """What lies on the queues, by the words we have for them."""

    def depths(self) -> Mapping[str, int]:
        """How many records wait on each work queue."""
        ...

    def dead(self) -> Mapping[str, int]: ...

    def ages(self, now: datetime) -> Mapping[str, float]:
        """Seconds the oldest record of each work queue has waited, of those that AWS has measured lately."""
        ...
