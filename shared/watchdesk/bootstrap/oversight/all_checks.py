"""All checks of the audit, the gravest first. The audit and `watchdesk doctor` make the same ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertQueue, AlertReader, EscalationQueue, OpenAlerts
from watchdesk.alerting.ports.pagers import PagerQueue
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.feed_states import CoverageReader
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.oversight.ports import (
    AlertTableScan,
    FunctionRuns,
    MessageTableScan,
    QueueDepths,
    ScanPositions,
    SmsAccount,
)
from watchdesk.oversight.usecases.checks.alerts import CheckAlerts, CheckPagers, CheckStoredAlerts
from watchdesk.oversight.usecases.checks.check import Check
from watchdesk.oversight.usecases.checks.daily_test import CheckDailyTest
from watchdesk.oversight.usecases.checks.feeds import CheckFeeds
from watchdesk.oversight.usecases.checks.functions_and_queues import CheckFunctionRuns, CheckQueues, CheckRotas
from watchdesk.oversight.usecases.checks.messages import PAGES, CheckDueList, CheckStoredMessages
from watchdesk.oversight.usecases.checks.texting import (
    CheckNumbers,
    CheckOptOuts,
    CheckSandbox,
    CheckSpend,
    CheckTexting,
)
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedSystem:
    """The whole system, as an auditor may look at it."""

    register: Register
    due_messages: DueMessages
    messages: MessageTableScan
    alerts: AlertTableScan
    open_alerts: OpenAlerts
    queue: AlertQueue
    reader: AlertReader
    pagers: PagerQueue
    escalations: EscalationQueue
    rounds: ScanPositions
    coverage: CoverageReader
    ticks: FunctionRuns
    functions: Mapping[str, str]
    backlog: QueueDepths
    sms: SmsAccount | None
    """None: what the provider of texts says is not asked for here."""
    is_texting: bool
    clock: Clock
    pages: int = PAGES
    """Of the stored messages, in one run."""


def all_checks(patient: AuditedSystem) -> Sequence[Check]:
    """One that fails costs its own answer only."""
    register, clock = patient.register, patient.clock
    return [
        CheckDueList(due_messages=patient.due_messages, clock=clock),
        *_of_alerts(patient),
        *_of_storage(patient),
        CheckFunctionRuns(ticks=patient.ticks, functions=patient.functions, clock=clock),
        CheckQueues(backlog=patient.backlog, clock=clock),
        CheckFeeds(register=register, coverage=patient.coverage, clock=clock),
        *_of_texting(patient),
        CheckDailyTest(register=register, reader=patient.reader, clock=clock),
        CheckRotas(register=register, clock=clock),
    ]


def _of_alerts(patient: AuditedSystem) -> Sequence[Check]:
    alerts = CheckAlerts(
        register=patient.register,
        open_alerts=patient.open_alerts,
        queue=patient.queue,
        reader=patient.reader,
        alerts=patient.alerts,
        escalations=patient.escalations,
        clock=patient.clock,
        is_texting=patient.is_texting,
    )
    return [alerts, CheckPagers(pagers=patient.pagers, clock=patient.clock)]


def _of_storage(patient: AuditedSystem) -> Sequence[Check]:
    messages = CheckStoredMessages(
        round=patient.messages,
        book=patient.rounds,
        due_messages=patient.due_messages,
        reader=patient.reader,
        alerts=patient.alerts,
        clock=patient.clock,
        pages=patient.pages,
    )
    return [messages, CheckStoredAlerts(alerts=patient.alerts, book=patient.rounds, clock=patient.clock)]


def _of_texting(patient: AuditedSystem) -> Sequence[Check]:
    register, sms, clock = patient.register, patient.sms, patient.clock
    always: list[Check] = [
        CheckTexting(is_on=patient.is_texting, clock=clock),
        CheckNumbers(register=register, clock=clock),
    ]
    if sms is None:
        return always
    return [
        *always,
        CheckSandbox(sms=sms, clock=clock),
        CheckSpend(sms=sms, clock=clock),
        CheckOptOuts(sms=sms, register=register, clock=clock),
    ]
