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
    """The ports of everything that the audit checks."""

    register: Register
    due_messages: DueMessages
    messages: MessageTableScan
    alerts: AlertTableScan
    open_alerts: OpenAlerts
    queue: AlertQueue
    reader: AlertReader
    pagers: PagerQueue
    escalations: EscalationQueue
    positions: ScanPositions
    coverage: CoverageReader
    function_runs: FunctionRuns
    functions: Mapping[str, str]
    queue_depths: QueueDepths
    sms: SmsAccount | None
    """None if the provider of texts cannot be asked."""
    is_texting: bool
    clock: Clock
    pages: int = PAGES
    """How many pages of stored messages one run reads."""


def all_checks(system: AuditedSystem) -> Sequence[Check]:
    """Build all checks."""
    register, clock = system.register, system.clock
    return [
        CheckDueList(due_messages=system.due_messages, clock=clock),
        *_alert_checks(system),
        *_storage_checks(system),
        CheckFunctionRuns(function_runs=system.function_runs, functions=system.functions, clock=clock),
        CheckQueues(queue_depths=system.queue_depths, clock=clock),
        CheckFeeds(register=register, coverage=system.coverage, clock=clock),
        *_texting_checks(system),
        CheckDailyTest(register=register, reader=system.reader, clock=clock),
        CheckRotas(register=register, clock=clock),
    ]


def _alert_checks(system: AuditedSystem) -> Sequence[Check]:
    alerts = CheckAlerts(
        register=system.register,
        open_alerts=system.open_alerts,
        queue=system.queue,
        reader=system.reader,
        alerts=system.alerts,
        escalations=system.escalations,
        clock=system.clock,
        is_texting=system.is_texting,
    )
    return [alerts, CheckPagers(pagers=system.pagers, clock=system.clock)]


def _storage_checks(system: AuditedSystem) -> Sequence[Check]:
    messages = CheckStoredMessages(
        messages=system.messages,
        positions=system.positions,
        due_messages=system.due_messages,
        reader=system.reader,
        alerts=system.alerts,
        clock=system.clock,
        pages=system.pages,
    )
    return [messages, CheckStoredAlerts(alerts=system.alerts, positions=system.positions, clock=system.clock)]


def _texting_checks(system: AuditedSystem) -> Sequence[Check]:
    register, sms, clock = system.register, system.sms, system.clock
    always: list[Check] = [
        CheckTexting(is_on=system.is_texting, clock=clock),
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
