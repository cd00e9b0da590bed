"""What the auditor looks at and whom it tells, in memory; each of it can be put out of order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.fakes.alerts import FakeAlertStore
from tests.fakes.messages import FakeMessageStore
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.oversight.domain.incident import Incident
from watchdesk.oversight.ports import RunCounts, ScannedAlert, ScannedMessage, ScanPosition, SmsSpend

PAGE = 2


class FakeMessageTableScan:
    """MessageTableScan over a store, and its due index, from which entries can be lost."""

    def __init__(self, store: FakeMessageStore) -> None:
        self.store = store
        self.lost: set[MessageKey] = set()
        """What the index has lost though the item says nothing of it."""
        self.off: set[MessageKey] = set()
        """What the item itself does not put on the index."""
        self.trouble: Exception | None = None
        self.pages = 0

    def page(self, after: str | None) -> tuple[Sequence[ScannedMessage], str | None]:
        self.pages += 1
        keys = sorted(map(str, self.store.stored))
        page = [key for key in keys if after is None or key > after][:PAGE]
        last = page[-1] if page and page[-1] != keys[-1] else None
        found = self.read([MessageKey.parse(key) for key in page])
        return [each for each in found if each.waiting.state is not MessageState.DISPOSED], last

    def read(self, keys: Sequence[MessageKey]) -> Sequence[ScannedMessage]:
        found = self.store.read(keys)
        return [
            ScannedMessage(message, message.attention_at is not None and message.key not in self.off)
            for message in found
        ]

    def restore(self, waiting: WaitingMessage, now: datetime) -> bool:
        if self.trouble is not None:
            raise self.trouble
        kept = self.store.stored[waiting.key]
        as_read = (waiting.state, waiting.attention_at, waiting.alert)
        if (kept.message.state, kept.attention_at, kept.message.alert) != as_read:
            return False
        kept.attention_at = now
        self.lost.discard(waiting.key)
        self.off.discard(waiting.key)
        return True

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        gone = self.lost | self.off
        return [each for each in self.store.due(now, limit) if each.key not in gone]


class FakeAlertTableScan:
    def __init__(self, store: FakeAlertStore) -> None:
        self.store = store
        self.off: set[AlertId] = set()

    def page(self, after: str | None) -> tuple[Sequence[ScannedAlert], str | None]:
        alerts = [alert for alert in self.store.alerts if alert.state is not AlertState.RESOLVED]
        ids = sorted(alert.id for alert in alerts)
        page = [identity for identity in ids if after is None or identity > after][:PAGE]
        last = page[-1] if page and page[-1] != ids[-1] else None
        found = [alert for alert in alerts if alert.id in page]
        return [ScannedAlert(alert, self._is_on_due_index(alert)) for alert in found], last

    def wake(self, alert: Alert, now: datetime) -> bool:
        stored = self.store.stored[alert.id]
        if self._is_on_due_index(stored.alert) or stored.alert.state is AlertState.RESOLVED:
            return False
        stored.alert = replace(stored.alert, attention_at=stored.alert.attention_at or now)
        stored.history.append(AlertEvent(at=now, kind=EventKind.RESTORED))
        self.off.discard(alert.id)
        return True

    def _is_on_due_index(self, alert: Alert) -> bool:
        return alert.attention_at is not None and alert.id not in self.off


class FakeScanPositions:
    def __init__(self) -> None:
        self.positions: dict[str, ScanPosition] = {}

    def load(self, name: str) -> ScanPosition | None:
        return self.positions.get(name)

    def save(self, name: str, position: ScanPosition) -> None:
        self.positions[name] = position


class FakeIncidents:
    def __init__(self) -> None:
        self.held: dict[str, Incident] = {}

    def all(self) -> Sequence[Incident]:
        return [self.held[key] for key in sorted(self.held)]

    def save(self, incident: Incident) -> Incident | None:
        kept = replace(incident, revision=incident.revision + 1)
        present = self.held.get(incident.key)
        if present != kept and (present.revision if present else 0) != incident.revision:
            return None
        self.held[kept.key] = kept
        return kept


@dataclass(slots=True)
class FakeOperatorMail:
    """Keeps every mail; the next ones fail as told, and arrive all the same if `arrives`."""

    mails: list[tuple[str, str]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    arrives: bool = False

    def send(self, subject: str, text: str) -> None:
        error = self.errors.pop(0) if self.errors else None
        if error is None or self.arrives:
            self.mails.append((subject, text))
        if error is not None:
            raise error


@dataclass(slots=True)
class FakeHeartbeat:
    beats: int = 0
    trouble: Exception | None = None

    def beat(self) -> bool:
        if self.trouble is not None:
            raise self.trouble
        self.beats += 1
        return True


@dataclass(slots=True)
class FakeSmsAccount:
    sandboxed: bool = False
    spent: float = 1.0
    limit: float = 100.0
    numbers: frozenset[str] = frozenset()
    trouble: Exception | None = None

    def is_in_sandbox(self) -> bool:
        if self.trouble is not None:
            raise self.trouble
        return self.sandboxed

    def spend(self, now: datetime) -> SmsSpend:  # noqa: ARG002  a port's
        return SmsSpend(spent=self.spent, limit=self.limit)

    def opted_out(self) -> frozenset[str]:
        return self.numbers


@dataclass(slots=True)
class FakeFunctionRuns:
    """Every function runs, but those that are said to do otherwise."""

    ran: dict[str, RunCounts] = field(default_factory=dict)

    def counts(self, functions: Mapping[str, str], *_: datetime) -> Mapping[str, RunCounts]:
        return {word: self.ran.get(word, RunCounts(runs=10, failures=0)) for word in functions}


@dataclass(slots=True)
class FakeQueueDepths:
    waiting: dict[str, int] = field(default_factory=lambda: {"polls": 0})
    dead: dict[str, int] = field(default_factory=lambda: {"ticks": 0})
    seconds: dict[str, float] = field(default_factory=dict)

    def work(self) -> Mapping[str, int]:
        return self.waiting

    def dead_letters(self) -> Mapping[str, int]:
        return self.dead

    def ages(self, now: datetime) -> Mapping[str, float]:  # noqa: ARG002  a port's
        return self.seconds


@dataclass(slots=True)
class FakePagerQueue:
    """The part of PagerQueue that an auditor asks."""

    due_at: dict[str, datetime] = field(default_factory=dict)

    def due(self, now: datetime, limit: int) -> Iterable[str]:
        return [person for person, at in self.due_at.items() if at <= now][:limit]
