"""The daily test by text: opened once a day, and examined once its time to answer is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.daily_test import daily_test_account, daily_test_alert, day_to_open, latest_days
from watchdesk.alerting.ports.alerts import AlertIds, AlertReader, EscalationQueue, OpenAlerts
from watchdesk.core.clock import Clock
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.ports import Register


def declared_daily_test(register: Register) -> DailyTest | None:
    """A stack is deployed before its register is applied: without accounts there is nothing to test."""
    return register.force().canary if register.accounts() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDailyTest:
    """Two runs open one: the day is its identity. Texting it is an escalation like any other."""

    register: Register
    open_alerts: OpenAlerts
    reader: AlertReader
    escalations: EscalationQueue
    ids: AlertIds
    clock: Clock

    def __call__(self) -> bool:
        """Whether this run opened it."""
        now, canary = self.clock.now(), declared_daily_test(self.register)
        day = day_to_open(canary, now) if canary else None
        if day is None or self.reader.alert(daily_test_alert(day)) is not None:
            return False
        alert = Alert(
            id=daily_test_alert(day),
            account=daily_test_account(day),
            group=AlertGroup.DAILY_TEST,
            code=self.ids.code(),
            opened_at=now,
            attention_at=now,
        )
        opened = self.open_alerts.open(alert, ())
        if opened:
            self.escalations.put([alert.id])
        return opened


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDailyTest:
    """Of the latest test that is decided. A day without one decides nothing."""

    register: Register
    reader: AlertReader
    clock: Clock
    name: str = "canary"

    def __call__(self) -> Iterator[CheckResult]:
        now, canary = self.clock.now(), declared_daily_test(self.register)
        alert = self._latest(canary, now) if canary else None
        if alert is None or canary is None or alert.acknowledged_at is not None:
            return
        was_sent = any(text.sent_at is not None for text in self.reader.notifications(alert.id))
        name = FindingName.CANARY_UNANSWERED if was_sent else FindingName.CANARY_UNSENT
        yield CheckResult(Finding(name=name, since=alert.opened_at + canary.answer_within, detail=alert.id))

    def _latest(self, canary: DailyTest, now: datetime) -> Alert | None:
        for day in latest_days(now):
            alert = self.reader.alert(daily_test_alert(day))
            if alert is not None and _is_decided(alert, canary, now):
                return alert
        return None


def _is_decided(alert: Alert, canary: DailyTest, now: datetime) -> bool:
    return (
        alert.acknowledged_at is not None
        or alert.state is AlertState.RESOLVED
        or alert.opened_at + canary.answer_within <= now
    )
