"""Is every waiting message on the due list or with a live alert? The index is not asked alone: the table is."""

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
"""Of what is late. Beyond it the count is a floor; what to do is the same."""
PAGES = 6
"""In one run. A page is 1 MB of the table, some thousand messages: with 288 runs a day, 1.7 million a day."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDueList:
    """What the sweep should have seen to by now."""

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
    """A few pages of the whole table in each run, from where the last one stopped."""

    round: MessageTableScan
    book: ScanPositions
    due_messages: DueMessages
    reader: AlertReader
    alerts: AlertTableScan
    clock: Clock
    pages: int = PAGES
    name: str = "stored_messages"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        around = TableScan(self.book, self.name, now)
        for page in around.pages(self.round.page, self.pages):
            yield from self._of(page, now)
        if around.place is not None:
            yield from _slow(around.place, now)

    def _of(self, page: Sequence[ScannedMessage], now: datetime) -> Iterator[CheckResult]:
        suspects = [listed.waiting.key for listed in page if _may_be_lost(listed, now)]
        if not suspects:
            return
        sight = _Sight(self, now, self._shown(now))
        lost = [listed.waiting for listed in self.round.read(suspects) if sight.is_lost(listed)]
        if lost:
            finding = Finding(name=FindingName.MESSAGE_LOST, since=now, detail=count_text(len(lost), "message"))
            yield CheckResult(finding, [partial(self.round.restore, message, now) for message in lost])
        if sight.forgotten:
            yield forgotten_alerts(self.alerts, list(sight.forgotten.values()), now)

    def _shown(self, now: datetime) -> Collection[MessageKey] | None:
        """What the index shows as late; None if that is so much that it says nothing of the rest."""
        shown = {message.key for message in self.due_messages.due(now - LATE_AFTER, MAX_DUE_MESSAGES)}
        return None if len(shown) >= MAX_DUE_MESSAGES else shown


class _Sight:
    """What is known while one page is looked at. Every alert is read once, and consistently."""

    def __init__(self, of: CheckStoredMessages, now: datetime, shown: Collection[MessageKey] | None) -> None:
        self._of = of
        self._now = now
        self._shown = shown
        self._alerts: dict[AlertId, tuple[Alert | None, Collection[MessageKey]]] = {}
        self.forgotten: dict[AlertId, Alert] = {}

    def is_lost(self, listed: ScannedMessage) -> bool:
        message = listed.waiting
        if not _may_be_lost(listed, self._now):
            return False
        if message.attention_at is None:
            return not self._is_looked_after(message)
        if not listed.is_on_list:
            return True
        return self._shown is not None and message.key not in self._shown

    def _is_looked_after(self, message: WaitingMessage) -> bool:
        if message.alert is None:
            return False
        alert, members = self._alert(AlertId(message.alert))
        if alert is None or alert.state is AlertState.RESOLVED or message.key not in members:
            return False
        if alert.attention_at is None:
            self.forgotten[alert.id] = alert
        return True

    def _alert(self, alert: AlertId) -> tuple[Alert | None, Collection[MessageKey]]:
        if alert not in self._alerts:
            found = self._of.reader.alert(alert)
            self._alerts[alert] = found, set(self._of.reader.members(alert)) if found else ()
        return self._alerts[alert]


def _may_be_lost(listed: ScannedMessage, now: datetime) -> bool:
    """Anything not disposed wants attention at some time, from the due list or from an alert."""
    message = listed.waiting
    if message.state is MessageState.DISPOSED:
        return False
    return message.attention_at is None or not listed.is_on_list or message.attention_at <= now - LATE_AFTER


def forgotten_alerts(round_: AlertTableScan, alerts: Sequence[Alert], now: datetime) -> CheckResult:
    finding = Finding(
        name=FindingName.ALERT_FORGOTTEN,
        since=min(alert.opened_at for alert in alerts),
        detail=f"{count_text(len(alerts), 'alert')}, {', '.join(sorted(alert.id for alert in alerts)[:3])}",
    )
    return CheckResult(finding, [partial(round_.wake, alert, now) for alert in alerts])


def _slow(place: ScanPosition, now: datetime) -> Iterator[CheckResult]:
    took = max(now - place.began_at, place.began_at - (place.last_began_at or place.began_at))
    if took > A_DAY:
        hours = f"{took / timedelta(hours=1):.0f} hours"
        yield CheckResult(Finding(name=FindingName.ROUND_SLOW, since=now, detail=hours))
