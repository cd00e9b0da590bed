"""The ports of oversight, which reads everything again, repairs what it can and reports to the operators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert
from watchdesk.core.message import MessageKey, WaitingMessage
from watchdesk.oversight.domain.incident import Incident


@dataclass(frozen=True, slots=True)
class ScannedMessage:
    """A message as the table holds it."""

    waiting: WaitingMessage
    is_on_due_index: bool
    """Whether the item carries the attributes of the due index, with the shard in which a sweep looks for it."""


@dataclass(frozen=True, slots=True)
class ScannedAlert:
    """An alert as the table holds it."""

    alert: Alert
    is_on_due_index: bool
    """Whether the item carries the attributes of the due index, with its own shard."""


class MessageTableScan(Protocol):
    """Reads every stored message without its words, page by page."""

    def page(self, after: str | None) -> tuple[Sequence[ScannedMessage], str | None]:
        """Return the page behind `after`, and the position behind that page. None means that it was the last."""
        ...

    def read(self, keys: Sequence[MessageKey]) -> Sequence[ScannedMessage]:
        """Return these messages as they are stored now."""
        ...

    def restore(self, waiting: WaitingMessage, now: datetime) -> bool:
        """Put the message back on the due index, due now. Return False if it has changed since it was read."""
        ...


class AlertTableScan(Protocol):
    """Reads every alert that is not resolved, page by page."""

    def page(self, after: str | None) -> tuple[Sequence[ScannedAlert], str | None]:
        """Return the page behind `after`, and the position behind that page. None means that it was the last."""
        ...

    def wake(self, alert: Alert, now: datetime) -> bool:
        """Put the alert back on the due index and record that in its history.

        Return False if it is on the index already or is resolved.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPosition:
    """How far a scan of a table has come."""

    began_at: datetime
    after: str | None = None
    """The position behind the last page that was read. None means that the scan is at its beginning."""
    last_began_at: datetime | None = None
    """When the scan before this one began."""


class ScanPositions(Protocol):
    """Stores the position of each scan from one run to the next."""

    def load(self, name: str) -> ScanPosition | None: ...

    def save(self, name: str, position: ScanPosition) -> None: ...


class Incidents(Protocol):
    """Stores what is wrong and what was reported. A run never overwrites what another has written meanwhile."""

    def all(self) -> Sequence[Incident]: ...

    def save(self, incident: Incident) -> Incident | None:
        """Store the incident and return it with its new revision.

        Return None and store nothing if another run has written it since it was read.
        """
        ...


class OperatorMail(Protocol):
    """Sends mail to the people who operate the system."""

    def send(self, subject: str, text: str) -> None:
        """Send one mail, and never repeat it.

        Raises Unconfirmed if it may have left. With any other error it certainly did not.
        """
        ...


class Heartbeat(Protocol):
    """Tells a monitor outside AWS that the system works."""

    def beat(self) -> bool:
        """Send one heartbeat. Return False if no monitor is configured."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSpend:
    """What texts cost this month, in US dollars."""

    spent: float
    limit: float


class SmsAccount(Protocol):
    """The state of our account at the provider of texts."""

    def is_in_sandbox(self) -> bool: ...

    def spend(self, now: datetime) -> SmsSpend: ...

    def opted_out(self) -> frozenset[str]:
        """Return the numbers, as E.164, that receive no texts from this account."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """How often a function ran in a period."""

    runs: int
    failures: int


class FunctionRuns(Protocol):
    """Counts the runs of functions."""

    def counts(self, functions: Mapping[str, str], since: datetime, until: datetime) -> Mapping[str, RunCounts]:
        """Return the counts under the keys of `functions`. Its values are the functions' names in AWS."""
        ...


class QueueDepths(Protocol):
    """Tells how many records wait on each queue, by the short word for the queue."""

    def work(self) -> Mapping[str, int]:
        """Return the number of records on each work queue."""
        ...

    def dead_letters(self) -> Mapping[str, int]:
        """Return the number of records on each dead-letter queue."""
        ...

    def ages(self, now: datetime) -> Mapping[str, float]:
        """Return how many seconds the oldest record of each work queue has waited, where AWS measured that."""
        ...
