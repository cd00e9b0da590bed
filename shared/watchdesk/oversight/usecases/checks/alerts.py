"""Is every alert that nobody has dealt with looked at in time, and was somebody texted about it?"""

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
HORIZON = timedelta(days=3650)
"""Further than any alert's attention time: whoever is due by then is every alert the index shows."""
PAGES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAlerts:
    """Every alert that the index shows, and every one that an account's slot names whether it does or not."""

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
        alerts = self._alive()
        asleep = [alert for alert in alerts if alert.attention_at is None]
        late = [
            alert for alert in alerts if alert.attention_at is not None and alert.attention_at <= now - LATE_AFTER
        ]
        if asleep:
            yield forgotten_alerts(self.alerts, asleep, now)
        if late:
            again = partial(self.escalations.put, [alert.id for alert in late])
            yield CheckResult(
                _about(FindingName.ALERT_LATE, late, lambda alert: alert.attention_at or now), [again]
            )
        untold = [alert for alert in alerts if self._is_untold(alert, now)] if self._can_text() else []
        if untold:
            yield CheckResult(_about(FindingName.ALERT_UNTOLD, untold, lambda alert: alert.opened_at))

    def _alive(self) -> Sequence[Alert]:
        named = dict.fromkeys(self.queue.due(self.clock.now() + HORIZON, MAX_DUE_ALERTS))
        for account in self.register.accounts():
            for group in AlertGroup:
                held = self.open_alerts.current(account.id, group)
                named |= {held: None} if held else {}
        found = [self.reader.alert(alert) for alert in named]
        return [alert for alert in found if alert is not None and alert.state is not AlertState.RESOLVED]

    def _can_text(self) -> bool:
        return self.is_texting and any(person.can_be_texted for person in self.register.people())

    def _is_untold(self, alert: Alert, now: datetime) -> bool:
        """Nothing about it was accepted, and nothing is waiting in a pager that could yet be.

        A pager that does not send what waits in it is examined for itself, and a warning may find nobody on duty.
        """
        is_young = alert.opened_at > now - LATE_AFTER
        if alert.state is not AlertState.OPEN or alert.group is AlertGroup.WARNING or is_young:
            return False
        texts = self.reader.notifications(alert.id)
        return not any(text.sent_at is not None or text.state is TextState.PENDING for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStoredAlerts:
    """A few pages of the whole table in each run: for alerts that neither the index nor a slot shows."""

    alerts: AlertTableScan
    book: ScanPositions
    clock: Clock
    pages: int = PAGES
    name: str = "stored_alerts"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        for page in TableScan(self.book, self.name, now).pages(self.alerts.page, self.pages):
            lost = [listed.alert for listed in page if not listed.is_on_list]
            if lost:
                yield forgotten_alerts(self.alerts, lost, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPagers:
    pagers: PagerQueue
    clock: Clock
    name: str = "pagers"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        stuck = self.pagers.due(now - LATE_AFTER, MAX_DUE_ALERTS)
        if stuck:
            detail = count_text(len(stuck), "person").replace("persons", "people")
            yield CheckResult(Finding(name=FindingName.PAGER_STUCK, since=now - LATE_AFTER, detail=detail))


def _about(name: FindingName, alerts: Sequence[Alert], since: Callable[[Alert], datetime]) -> Finding:
    first: list[AlertId] = sorted(alert.id for alert in alerts)[:3]
    detail = f"{count_text(len(alerts), 'alert')}, {', '.join(first)}"
    return Finding(name=name, since=min(map(since, alerts)), detail=detail)
