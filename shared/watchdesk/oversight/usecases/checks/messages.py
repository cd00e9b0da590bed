"""Check that every waiting message is on the due index or in an open alert.

The check reads the table as well as the index, because it is the index that may have lost a message.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.clock import Clock
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.oversight.ports import AlertTableScan, MessageTableScan, ScannedMessage, ScanPosition, ScanPositions
from watchdesk.oversight.usecases.checks.check import LATE_AFTER, CheckResult, Finding, FindingName, count_text
from watchdesk.oversight.usecases.checks.table_scan import TableScan

MAX_DUE_MESSAGES = 1000
"""How many late messages are read. If there are more, the true number does not matter."""
PAGES = 6
"""How many pages one run reads. A page is 1 MB, about a thousand messages: 288 runs read 1.7 million a day."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDueList:
    """Finds messages that a sweep should have handled by now."""

    due_messages: DueMessages
    clock: Clock
    name: str = "due_list"

    def __call__(self) -> Iterator[CheckResult]:
        late = self.due_messages.due(self.clock.now() - LATE_AFTER, MAX_DUE_MESSAGES)
        if late:
            since = min(message.attention_at or self.clock.now() for message in late)
            yield CheckResult(
                Finding(name=FindingName.SWEEP_BEHIND, since=since, detail=count_text(len(late), "message"))
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStoredMessages:
    """Reads a few pages of the whole table in each run, and begins where the last run stopped."""

    messages: MessageTableScan
    positions: ScanPositions
    due_messages: DueMessages
    reader: AlertReader
    alerts: AlertTableScan
    clock: Clock
    pages: int = PAGES
    name: str = "stored_messages"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        scan = TableScan(self.positions, self.name, now)
        for page in scan.pages(self.messages.page, self.pages):
            yield from self._results(page, now)
        if scan.position is not None:
            yield from _slow_scan(scan.position, now)

    def _results(self, page: Sequence[ScannedMessage], now: datetime) -> Iterator[CheckResult]:
        suspects = [scanned.waiting.key for scanned in page if _may_be_lost(scanned, now)]
        if not suspects:
            return
        lost_messages = _LostMessages(self, now, self._late_on_index(now))
        lost = [scanned.waiting for scanned in self.messages.read(suspects) if lost_messages.is_lost(scanned)]
        if lost:
            finding = Finding(name=FindingName.MESSAGE_LOST, since=now, detail=count_text(len(lost), "message"))
            yield CheckResult(finding, [partial(self.messages.restore, message, now) for message in lost])
        if lost_messages.forgotten_alerts:
            yield forgotten_alerts(self.alerts, list(lost_messages.forgotten_alerts.values()), now)

    def _late_on_index(self, now: datetime) -> Collection[MessageKey] | None:
        """Return the late messages on the index, or None if there are too many to read them all."""
        late = {message.key for message in self.due_messages.due(now - LATE_AFTER, MAX_DUE_MESSAGES)}
        return None if len(late) >= MAX_DUE_MESSAGES else late


class _LostMessages:
    """Decides which messages of one page are lost. It reads every alert once, and consistently."""

    def __init__(self, check: CheckStoredMessages, now: datetime, on_index: Collection[MessageKey] | None) -> None:
        self._reader = check.reader
        self._now = now
        self._on_index = on_index
        self._alerts: dict[AlertId, tuple[Alert | None, Collection[MessageKey]]] = {}
        self.forgotten_alerts: dict[AlertId, Alert] = {}

    def is_lost(self, scanned: ScannedMessage) -> bool:
        message = scanned.waiting
        if not _may_be_lost(scanned, self._now):
            return False
        if message.attention_at is None:
            return not self._is_in_open_alert(message)
        if not scanned.is_on_due_index:
            return True
        return self._on_index is not None and message.key not in self._on_index

    def _is_in_open_alert(self, message: WaitingMessage) -> bool:
        if message.alert is None:
            return False
        alert, members = self._alert(AlertId(message.alert))
        if alert is None or alert.state is AlertState.RESOLVED or message.key not in members:
            return False
        if alert.attention_at is None:
            self.forgotten_alerts[alert.id] = alert
        return True

    def _alert(self, alert: AlertId) -> tuple[Alert | None, Collection[MessageKey]]:
        if alert not in self._alerts:
            found = self._reader.alert(alert)
            self._alerts[alert] = found, set(self._reader.members(alert)) if found else ()
        return self._alerts[alert]


def _may_be_lost(scanned: ScannedMessage, now: datetime) -> bool:
    """Return whether the item alone does not prove that the message will get attention in time."""
    message = scanned.waiting
    if message.state is MessageState.DISPOSED:
        return False
    return message.attention_at is None or not scanned.is_on_due_index or message.attention_at <= now - LATE_AFTER


def forgotten_alerts(table: AlertTableScan, alerts: Sequence[Alert], now: datetime) -> CheckResult:
    """Return the finding that these alerts are not due at any time, with repairs that make them due."""
    finding = Finding(
        name=FindingName.ALERT_FORGOTTEN,
        since=min(alert.opened_at for alert in alerts),
        detail=f"{count_text(len(alerts), 'alert')}, {', '.join(sorted(alert.id for alert in alerts)[:3])}",
    )
    return CheckResult(finding, [partial(table.wake, alert, now) for alert in alerts])


def _slow_scan(position: ScanPosition, now: datetime) -> Iterator[CheckResult]:
    took = max(now - position.began_at, position.began_at - (position.last_began_at or position.began_at))
    if took > A_DAY:
        hours = f"{took / timedelta(hours=1):.0f} hours"
        yield CheckResult(Finding(name=FindingName.ROUND_SLOW, since=now, detail=hours))
