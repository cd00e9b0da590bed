"""All there is to examine, in the order of gravity: the audit and the doctor look at the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertQueue, AlertReader, EscalationQueue, OpenAlerts
from watchdesk.alerting.ports.pagers import PagerQueue
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import Deadlines
from watchdesk.inbox.ports.watch import WatchView
from watchdesk.oversight.ports import AlertRound, Backlog, MessageRound, RoundBook, SmsAccount, Ticks
from watchdesk.oversight.usecases.checks.alerts import ExamineAlerts, ExaminePagers, ExamineStoredAlerts
from watchdesk.oversight.usecases.checks.check import Examination
from watchdesk.oversight.usecases.checks.daily_test import ExamineCanary
from watchdesk.oversight.usecases.checks.feeds import ExamineWatch
from watchdesk.oversight.usecases.checks.functions_and_queues import ExamineQueues, ExamineRotas, ExamineTicks
from watchdesk.oversight.usecases.checks.messages import PAGES, ExamineDueList, ExamineStoredMessages
from watchdesk.oversight.usecases.checks.texting import (
    ExamineNumbers,
    ExamineOptOuts,
    ExamineSandbox,
    ExamineSpend,
    ExamineTexting,
)
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """The whole system, as an auditor may look at it."""

    register: Register
    deadlines: Deadlines
    messages: MessageRound
    alerts: AlertRound
    open_alerts: OpenAlerts
    queue: AlertQueue
    reader: AlertReader
    pagers: PagerQueue
    escalations: EscalationQueue
    rounds: RoundBook
    view: WatchView
    ticks: Ticks
    functions: Mapping[str, str]
    backlog: Backlog
    sms: SmsAccount | None
    """None: what the provider of texts says is not asked for here."""
    is_texting: bool
    clock: Clock
    pages: int = PAGES
    """Of the stored messages, in one run."""


def examinations(patient: Patient) -> Sequence[Examination]:
    """One that fails costs its own answer only."""
    register, clock = patient.register, patient.clock
    return [
        ExamineDueList(deadlines=patient.deadlines, clock=clock),
        *_of_alerts(patient),
        *_of_storage(patient),
        ExamineTicks(ticks=patient.ticks, functions=patient.functions, clock=clock),
        ExamineQueues(backlog=patient.backlog, clock=clock),
        ExamineWatch(register=register, view=patient.view, clock=clock),
        *_of_texting(patient),
        ExamineCanary(register=register, reader=patient.reader, clock=clock),
        ExamineRotas(register=register, clock=clock),
    ]


def _of_alerts(patient: Patient) -> Sequence[Examination]:
    alerts = ExamineAlerts(
        register=patient.register,
        open_alerts=patient.open_alerts,
        queue=patient.queue,
        reader=patient.reader,
        alerts=patient.alerts,
        escalations=patient.escalations,
        clock=patient.clock,
        is_texting=patient.is_texting,
    )
    return [alerts, ExaminePagers(pagers=patient.pagers, clock=patient.clock)]


def _of_storage(patient: Patient) -> Sequence[Examination]:
    messages = ExamineStoredMessages(
        round=patient.messages,
        book=patient.rounds,
        deadlines=patient.deadlines,
        reader=patient.reader,
        alerts=patient.alerts,
        clock=patient.clock,
        pages=patient.pages,
    )
    return [messages, ExamineStoredAlerts(alerts=patient.alerts, book=patient.rounds, clock=patient.clock)]


def _of_texting(patient: Patient) -> Sequence[Examination]:
    register, sms, clock = patient.register, patient.sms, patient.clock
    always: list[Examination] = [
        ExamineTexting(is_on=patient.is_texting, clock=clock),
        ExamineNumbers(register=register, clock=clock),
    ]
    if sms is None:
        return always
    return [
        *always,
        ExamineSandbox(sms=sms, clock=clock),
        ExamineSpend(sms=sms, clock=clock),
        ExamineOptOuts(sms=sms, register=register, clock=clock),
    ]
