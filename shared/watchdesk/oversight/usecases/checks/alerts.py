"""Check that every unresolved alert is looked at in time, and that somebody was texted about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.ports.alerts import AlertQueue, AlertReader, EscalationQueue, OpenAlerts
from watchdesk.alerting.ports.pagers import PagerQueue
from watchdesk.core.clock import Clock
from watchdesk.oversight.ports import AlertTableScan, ScanPositions
from watchdesk.oversight.usecases.checks.check import LATE_AFTER, CheckResult, Finding, FindingName, count_text
from watchdesk.oversight.usecases.checks.messages import forgotten_alerts
from watchdesk.oversight.usecases.checks.table_scan import TableScan
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.ports import Register

MAX_DUE_ALERTS = 500
"""How many alerts or pagers are read from an index."""
HORIZON = timedelta(days=3650)
"""Later than the attention time of any alert, so that every alert on the index is due by then."""
PAGES = 2
"""How many pages of the alerts table one run reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAlerts:
    """Reads every alert on the index, and every current alert of an account even if it is not on the index."""

    register: Register
    open_alerts: OpenAlerts
    queue: AlertQueue
    reader: AlertReader
    alerts: AlertTableScan
    escalations: EscalationQueue
    clock: Clock
    is_texting: bool = True
    name: str = "alerts"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        alerts = self._unresolved()
        forgotten = [alert for alert in alerts if alert.attention_at is None]
        late = [
            alert for alert in alerts if alert.attention_at is not None and alert.attention_at <= now - LATE_AFTER
        ]
        if forgotten:
            yield forgotten_alerts(self.alerts, forgotten, now)
        if late:
            queue_again = partial(self.escalations.put, [alert.id for alert in late])
            yield CheckResult(
                _alerts_finding(FindingName.ALERT_LATE, late, lambda alert: alert.attention_at or now),
                [queue_again],
            )
        untexted = [alert for alert in alerts if self._is_untexted(alert, now)] if self._can_text() else []
        if untexted:
            yield CheckResult(_alerts_finding(FindingName.ALERT_UNTOLD, untexted, lambda alert: alert.opened_at))

    def _unresolved(self) -> Sequence[Alert]:
        named = dict.fromkeys(self.queue.due(self.clock.now() + HORIZON, MAX_DUE_ALERTS))
        for account in self.register.accounts():
            for group in AlertGroup:
                held = self.open_alerts.current(account.id, group)
                named |= {held: None} if held else {}
        found = [self.reader.alert(alert) for alert in named]
        return [alert for alert in found if alert is not None and alert.state is not AlertState.RESOLVED]

    def _can_text(self) -> bool:
        return self.is_texting and any(person.can_be_texted for person in self.register.people())

    def _is_untexted(self, alert: Alert, now: datetime) -> bool:
        """Return whether no text about the alert was accepted and none is waiting in a pager.

        Another check finds pagers that do not send. A warning is left out, because nobody may be on duty for it.
        """
        is_young = alert.opened_at > now - LATE_AFTER
        if alert.state is not AlertState.OPEN or alert.group is AlertGroup.WARNING or is_young:
            return False
        texts = self.reader.notifications(alert.id)
        return not any(text.sent_at is not None or text.state is TextState.PENDING for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStoredAlerts:
    """Reads a few pages of the whole table in each run, for alerts that no index and no account names."""

    alerts: AlertTableScan
    positions: ScanPositions
    clock: Clock
    pages: int = PAGES
    name: str = "stored_alerts"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        for page in TableScan(self.positions, self.name, now).pages(self.alerts.page, self.pages):
            lost = [scanned.alert for scanned in page if not scanned.is_on_due_index]
            if lost:
                yield forgotten_alerts(self.alerts, lost, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPagers:
    """Finds pagers whose texts are late."""

    pagers: PagerQueue
    clock: Clock
    name: str = "pagers"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        stuck = self.pagers.due(now - LATE_AFTER, MAX_DUE_ALERTS)
        if stuck:
            detail = count_text(len(stuck), "person").replace("persons", "people")
            yield CheckResult(Finding(name=FindingName.PAGER_STUCK, since=now - LATE_AFTER, detail=detail))


def _alerts_finding(name: FindingName, alerts: Sequence[Alert], since: Callable[[Alert], datetime]) -> Finding:
    first: list[AlertId] = sorted(alert.id for alert in alerts)[:3]
    detail = f"{count_text(len(alerts), 'alert')}, {', '.join(first)}"
    return Finding(name=name, since=min(map(since, alerts)), detail=detail)
