"""A force's duty desk in simulated time: messages come in, time passes, people are texted and answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from infra.rehearsal.wiring import Wiring
from tests.builders import (
    DUTY,
    INSPECTOR,
    SELBY,
    a_force,
    a_message,
    a_person,
    a_policy,
    a_rota,
    an_account,
    an_inbound,
)
from tests.fakes import FakeClock, FakeMessageStore, FakeRedatingLog, FakeRegister
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.emails import Mailboxes
from tests.fakes.feeds import FakeStopwatch
from tests.fakes.pagers import FakePagerStore
from tests.fakes.texts import LINK_BASE, CountedAlertIds, FakeEscalationQueue, FakeKeyRing, Phones, Text
from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.alert_view import AlertView
from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
from watchdesk.alerting.usecases.escalate_alert import EscalatedAlert
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts, EscalationReport
from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue, SweepReport
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import MessageKey, Urgency
from watchdesk.inbox.domain.deadlines import rules_digest
from watchdesk.inbox.domain.redating_progress import RedatingProgress
from watchdesk.inbox.usecases.redate_messages import rules_by_account
from watchdesk.platforms.registry import FACTS

SERGEANT = a_person("sergeant", "+447700900001", name="Sgt Hale")
INSPECTOR_ON_DUTY = a_person("inspector", "+447700900002", name="Insp Brook")
CONTROL_ROOM = a_person("control-room", "+447700900003", name="Control room")
PEOPLE = (SERGEANT, INSPECTOR_ON_DUTY, CONTROL_ROOM)


def a_register() -> FakeRegister:
    """Fifteen minutes for the sergeant, fifteen for the inspector, then the control room."""
    return FakeRegister(
        a_force(),
        an_account(),
        a_policy(),
        a_rota(DUTY, "sergeant"),
        a_rota(INSPECTOR, "inspector"),
        *PEOPLE,
    )


class Desk:
    """All the use cases of the alerts over the same stores: in memory, unless a test brings others."""

    def __init__(
        self,
        messages: Any = None,
        alerts: Any = None,
        pagers: Any = None,
        *,
        queue: Any = None,
        phones: Any = None,
    ) -> None:
        self.clock = FakeClock()
        self.stopwatch = FakeStopwatch()
        self.register = a_register()
        # What is received has the limits that the test names: only a register that changes dates it anew.
        digest = rules_digest(rules_by_account(self.register, FACTS))
        self.redating_log = FakeRedatingLog(
            RedatingProgress(digest=digest, seen_at=self.clock.now(), is_done=True)
        )
        self.messages = messages or FakeMessageStore()
        self.alerts = alerts or FakeAlertStore()
        self.pagers = pagers or FakePagerStore(self.alerts)
        self.queue = queue or FakeEscalationQueue()
        self.phones = phones or Phones(PEOPLE)
        self.mailboxes = Mailboxes(self.register.people)
        self.report = EscalationReport()
        """Of the last escalation."""
        self.keys = FakeKeyRing()
        self.ids = CountedAlertIds()

    def receives(
        self,
        native_id: str = "1001",
        *,
        urgency: Urgency = Urgency.URGENT,
        limit: timedelta = timedelta(minutes=30),
        account: str = SELBY,
        **fields: Any,
    ) -> MessageKey:
        """A message arrives now and must be looked at within `limit`."""
        now = self.clock.now()
        body = an_inbound(native_id, sent_at=now)
        given = {"first_seen_at": now, "urgency": urgency, "deadline": now + limit} | fields
        message = a_message(body, account=account, **given)
        self.messages.add([message])
        return message.key

    def receives_history(self, native_id: str) -> MessageKey:
        return self.receives(native_id, urgency=Urgency.ROUTINE, counted_from=CountedFrom.FIRST_SEEN_HISTORY)

    def later(self, **by: float) -> datetime:
        return self.clock.advance(**by)

    def sweep(self) -> SweepReport:
        return self.sweep_overdue(self.stopwatch)

    def escalate(self) -> list[EscalatedAlert]:
        """What the schedule does every minute."""
        self.report = self.escalate_alerts(self.stopwatch)
        return self.report.alerts

    def escalate_queued(self) -> list[EscalatedAlert]:
        self.report = self.escalate_alerts(self.stopwatch, self.queue.take())
        return self.report.alerts

    def tick(self, minutes: int = 1, until: Callable[[], bool] = lambda: False) -> None:
        """Minute after minute: time passes, then sweep and escalate."""
        for _ in range(minutes):
            self.clock.advance(minutes=1)
            self.sweep()
            self.escalate()
            if until():
                return

    def is_overdue(self) -> None:
        """What came half an hour ago."""
        self.clock.advance(minutes=30)
        self.sweep()

    def expects_text(self, person: str) -> Text:
        return self.phones.expect(person)

    def expects_silence(self) -> None:
        self.phones.expect_silence()

    def shows(self, token: str) -> AlertView | None:
        return self.acknowledge_alert.show(token)

    def acknowledges(self, text: Text) -> AlertView | None:
        return self.acknowledge_alert.acknowledge(text.token)

    @property
    def alert(self) -> Alert:
        """The only alert there is."""
        (alert,) = self.alerts.alerts
        return alert

    def kinds(self, alert: Any = None) -> list[EventKind]:
        return [event.kind for event in self.history(alert)]

    def history(self, alert: Any = None) -> Sequence[AlertEvent]:
        return self.alerts.history((alert or self.alert).id)

    def steps(self, **waits: int) -> None:
        """Replace the policy's steps: `desk.steps(**{"duty-desk": 15})`."""
        policy = self.register.policy(an_account().policy)
        by_rota = {str(step.notify): step for step in policy.steps}
        named = [replace(by_rota[rota], wait=timedelta(minutes=wait)) for rota, wait in waits.items()]
        self.register.put(replace(policy, steps=tuple(named)))

    @property
    def sweep_overdue(self) -> SweepOverdue:
        return self._wiring.sweep_overdue()

    @property
    def escalate_alerts(self) -> EscalateAlerts:
        return self._wiring.escalate_alerts()

    @property
    def acknowledge_alert(self) -> AcknowledgeAlert:
        return self._wiring.acknowledge_alert()

    @property
    def take_alert(self) -> TakeAlert:
        return self._wiring.take_alert()

    @property
    def _wiring(self) -> Wiring:
        """Anew each time: a test may have put another store in its place."""
        return Wiring(
            messages=self.messages,
            redating_log=self.redating_log,
            alerts=self.alerts,
            pagers=self.pagers,
            register=self.register,
            queue=self.queue,
            text_channel=self.phones,
            second_channel=self.mailboxes,
            keys=self.keys,
            ids=self.ids,
            clock=self.clock,
            link_base=LINK_BASE,
        )
