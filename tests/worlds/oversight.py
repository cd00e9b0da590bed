"""A force that is watched, and the auditor that watches its watcher, in simulated time."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from tests.builders import (
    SELBY,
    a_feed_state,
    a_message,
    a_scheduled_poll,
    an_account,
    an_inbound,
)
from tests.fakes import FakeClock, FakeFeedStateStore, FakeMessageStore
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.feeds import FakeStopwatch
from tests.fakes.oversight import (
    FakeAlertTableScan,
    FakeFunctionRuns,
    FakeHeartbeat,
    FakeIncidents,
    FakeMessageTableScan,
    FakeOperatorMail,
    FakePagerQueue,
    FakeQueueDepths,
    FakeScanPositions,
    FakeSmsAccount,
)
from tests.fakes.texts import CountedAlertIds, FakeEscalationQueue
from tests.worlds.alerting import a_register
from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.bootstrap.oversight.all_checks import AuditedSystem, all_checks
from watchdesk.core.message import MessageKey
from watchdesk.oversight.usecases.audit_watch import AuditReport, AuditWatch
from watchdesk.oversight.usecases.checks.daily_test import OpenDailyTest
from watchdesk.oversight.usecases.checks.report_incidents import ReportIncidents
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

TICK = timedelta(minutes=5)
FUNCTIONS = {"sweep_overdue": "stack-SweepOverdue", "poll_accounts": "stack-PollAccounts"}


class AuditWorld:
    """All is well until a test puts something out of order."""

    def __init__(self) -> None:
        self.clock, self.stopwatch = FakeClock(), FakeStopwatch()
        self.register = a_register()
        self.store, self.alerts = FakeMessageStore(), FakeAlertStore()
        self.messages, self.alert_round = FakeMessageTableScan(self.store), FakeAlertTableScan(self.alerts)
        self.escalations, self.pagers = FakeEscalationQueue(), FakePagerQueue()
        self.watch = FakeFeedStateStore(a_scheduled_poll())
        self.function_runs, self.queue_depths, self.sms = FakeFunctionRuns(), FakeQueueDepths(), FakeSmsAccount()
        self.positions, self.incidents = FakeScanPositions(), FakeIncidents()
        self.operator_mail, self.heartbeat = FakeOperatorMail(), FakeHeartbeat()
        self.is_texting = True
        self.ids = CountedAlertIds()
        self._leases = count(1)
        self.is_seen()

    def is_seen(self, **fields: Any) -> None:
        """Every surface has just been polled."""
        surfaces = an_account().surfaces
        state = a_feed_state(surfaces=surfaces, last_success=self.clock.now(), **fields)
        self.watch.states[SELBY, state.feed] = state

    def receives(self, native_id: str = "1", *, limit: timedelta = timedelta(minutes=30)) -> MessageKey:
        now = self.clock.now()
        body = an_inbound(native_id, sent_at=now)
        message = a_message(body, first_seen_at=now, deadline=now + limit)
        self.store.add([message])
        return message.key

    def opens_alert(
        self, *members: MessageKey, group: AlertGroup = AlertGroup.URGENT, is_told: bool = True
    ) -> AlertId:
        """An alert looks after these messages, and somebody was texted."""
        now = self.clock.now()
        alert = Alert(
            id=self.ids.alert(),
            account=SELBY,
            group=group,
            code=self.ids.code(),
            opened_at=now,
            attention_at=now + timedelta(hours=1),
        )
        assert self.alerts.open(alert, members)
        for message in self.store.read(members):
            assert self.store.hand_over(message, alert.id, now)
        if is_told:
            self.is_told(alert.id)
        return alert.id

    def is_told(self, alert: AlertId, state: TextState = TextState.ACCEPTED) -> None:
        now = self.clock.now()
        sent_at = now if state is TextState.ACCEPTED else None
        text = Notification(
            n=0,
            step=0,
            person=PersonId("sergeant"),
            wanted_at=now,
            expires_at=now + TICK,
            state=state,
            sent_at=sent_at,
        )
        self.alerts.stored[alert].notifications.append(text)

    def change(self, alert: AlertId, **changes: Any) -> None:
        stored = self.alerts.stored[alert]
        stored.alert = replace(stored.alert, **changes)

    def audit(self) -> AuditReport:
        return self.audit_watch(self.stopwatch)

    def later(self, **by: float) -> None:
        """Time passes, and everything is polled meanwhile."""
        self.clock.advance(**by or {"minutes": 5})
        self.is_seen()

    def tick(self, runs: int = 1) -> AuditReport:
        """Five minutes pass, then the auditor runs."""
        for _ in range(runs):
            self.later()
            report = self.audit()
        return report

    def found(self) -> list[str]:
        """By one more run, without what it is about."""
        return sorted({finding.name for finding in self.audit().findings})

    @property
    def subjects(self) -> list[str]:
        """Of every mail so far."""
        return [subject.removeprefix("Watchdesk test: ") for subject, _ in self.operator_mail.mails]

    @property
    def audit_watch(self) -> AuditWatch:
        open_daily_test = OpenDailyTest(
            register=self.register,
            open_alerts=self.alerts,
            reader=self.alerts,
            escalations=self.escalations,
            ids=self.ids,
            clock=self.clock,
        )
        report = ReportIncidents(
            incidents=self.incidents,
            operator_mail=self.operator_mail,
            clock=self.clock,
            stack="test",
            new_lease=lambda: f"audit-{next(self._leases)}",
        )
        return AuditWatch(
            open_daily_test=open_daily_test,
            checks=all_checks(self.system),
            incidents=self.incidents,
            report_incidents=report,
            heartbeat=self.heartbeat,
            clock=self.clock,
        )

    @property
    def system(self) -> AuditedSystem:
        return AuditedSystem(
            register=self.register,
            due_messages=self.messages,
            messages=self.messages,
            alerts=self.alert_round,
            open_alerts=self.alerts,
            queue=self.alerts,
            reader=self.alerts,
            pagers=self.pagers,
            escalations=self.escalations,
            positions=self.positions,
            coverage=self.watch,
            function_runs=self.function_runs,
            functions=FUNCTIONS,
            queue_depths=self.queue_depths,
            sms=self.sms,
            is_texting=self.is_texting,
            clock=self.clock,
        )
