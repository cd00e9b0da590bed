"""The use cases of alerting, over one store of messages, one of alerts and one of pagers.

In a stack, every use case has a store that does only what its role allows (see `watchdesk.bootstrap`).
"""

from dataclasses import dataclass
from typing import Protocol

from watchdesk.alerting.ports.alerts import (
    AlertIds,
    AlertQueue,
    AlertReader,
    EscalationQueue,
    KeyRing,
    OpenAlerts,
)
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, SecondChannelLog, TextLedger
from watchdesk.alerting.ports.replies import AlertAnswers
from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
from watchdesk.alerting.usecases.join_alert import JoinAlert
from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.bootstrap.alerting.answering import AnswerPorts, build_acknowledge_alert, build_take_alert
from watchdesk.bootstrap.alerting.escalation import EscalationPorts, build_escalation
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages, OpenMessages, RedatingLog
from watchdesk.inbox.usecases.redate_messages import RedateMessages
from watchdesk.platforms.registry import FACTS
from watchdesk.register.ports import Register


class RehearsalMessages(DueMessages, OpenMessages, Protocol):
    """All messages, and when they are due."""


class RehearsalAlerts(OpenAlerts, AlertQueue, AlertReader, AlertAnswers, Protocol):
    """Every alert and what is said to it."""


class RehearsalPagers(PagerRequests, PagerQueue, TextLedger, SecondChannelLog, Protocol):
    """The pagers of all people, and what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    messages: RehearsalMessages
    redating_log: RedatingLog
    alerts: RehearsalAlerts
    pagers: RehearsalPagers
    register: Register
    queue: EscalationQueue
    text_channel: Channel
    second_channel: Channel | None
    keys: KeyRing
    ids: AlertIds
    clock: Clock
    link_base: str

    def sweep_overdue(self) -> SweepOverdue:
        redate = RedateMessages(
            register=self.register,
            facts=FACTS,
            messages=self.messages,
            log=self.redating_log,
            clock=self.clock,
        )
        return SweepOverdue(
            due_messages=self.messages,
            join_alert=JoinAlert(open_alerts=self.alerts, ids=self.ids, clock=self.clock),
            queue=self.queue,
            clock=self.clock,
            redate=redate,
        )

    def escalate_alerts(self) -> EscalateAlerts:
        ports = EscalationPorts(
            queue=self.alerts,
            reader=self.alerts,
            requests=self.pagers,
            pagers=self.pagers,
            ledger=self.pagers,
            log=self.pagers,
            due_messages=self.messages,
            register=self.register,
            text_channel=self.text_channel,
            second_channel=self.second_channel,
            keys=self.keys,
            ids=self.ids,
            clock=self.clock,
            link_base=self.link_base,
        )
        return build_escalation(ports)

    def acknowledge_alert(self) -> AcknowledgeAlert:
        return build_acknowledge_alert(self._answer_ports, self.messages, self.keys)

    def take_alert(self) -> TakeAlert:
        return build_take_alert(self._answer_ports)

    @property
    def _answer_ports(self) -> AnswerPorts:
        return AnswerPorts(
            reader=self.alerts,
            answers=self.alerts,
            requests=self.pagers,
            register=self.register,
            clock=self.clock,
        )
