"""Open the daily test by text once a day, and check it when the time to answer is over."""

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
    """Return the declared daily test, or None if there is none or no accounts are declared yet."""
    return register.force().canary if register.accounts() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDailyTest:
    """Opens the alert of the daily test. Its id is made of the day, so two runs open only one.

    It is texted by escalation like any other alert.
    """

    register: Register
    open_alerts: OpenAlerts
    reader: AlertReader
    escalations: EscalationQueue
    ids: AlertIds
    clock: Clock

    def __call__(self) -> bool:
        """Open the test if it is due, and return whether this run opened it."""
        now, daily_test = self.clock.now(), declared_daily_test(self.register)
        day = day_to_open(daily_test, now) if daily_test else None
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
    """Judges the latest test that was answered or whose time to answer is over."""

    register: Register
    reader: AlertReader
    clock: Clock
    name: str = "canary"

    def __call__(self) -> Iterator[CheckResult]:
        now, daily_test = self.clock.now(), declared_daily_test(self.register)
        alert = self._latest(daily_test, now) if daily_test else None
        if alert is None or daily_test is None or alert.acknowledged_at is not None:
            return
        was_sent = any(text.sent_at is not None for text in self.reader.notifications(alert.id))
        name = FindingName.CANARY_UNANSWERED if was_sent else FindingName.CANARY_UNSENT
        yield CheckResult(Finding(name=name, since=alert.opened_at + daily_test.answer_within, detail=alert.id))

    def _latest(self, daily_test: DailyTest, now: datetime) -> Alert | None:
        for day in latest_days(now):
            alert = self.reader.alert(daily_test_alert(day))
            if alert is not None and _is_decided(alert, daily_test, now):
                return alert
        return None


def _is_decided(alert: Alert, daily_test: DailyTest, now: datetime) -> bool:
    return (
        alert.acknowledged_at is not None
        or alert.state is AlertState.RESOLVED
        or alert.opened_at + daily_test.answer_within <= now
    )
