"""Builds the use case that escalates alerts over any stores, so that a rehearsal runs the deployed steps."""

from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertIds, AlertQueue, AlertReader, KeyRing
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, SecondChannelLog, TextLedger
from watchdesk.alerting.usecases.check_entries import CheckEntries
from watchdesk.alerting.usecases.climb_alert import ClimbAlert
from watchdesk.alerting.usecases.compose_entries import ComposeEntries
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.alerting.usecases.escalate_alert import EscalateAlert
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
from watchdesk.alerting.usecases.find_names import FindNames
from watchdesk.alerting.usecases.find_people import FindPeople
from watchdesk.alerting.usecases.find_steps import FindSteps
from watchdesk.alerting.usecases.notify_unreached import NotifyUnreached
from watchdesk.alerting.usecases.send_text import SendText
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.alerting.usecases.text_person import TextPerson
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPorts:
    """The ports that escalation needs."""

    queue: AlertQueue
    reader: AlertReader
    requests: PagerRequests
    pagers: PagerQueue
    ledger: TextLedger
    log: SecondChannelLog
    due_messages: DueMessages
    register: Register
    text_channel: Channel
    second_channel: Channel | None
    keys: KeyRing
    ids: AlertIds
    clock: Clock
    link_base: str


def build_escalation(ports: EscalationPorts) -> EscalateAlerts:
    """Build the use case over these ports."""
    summarise = SummariseWaiting(
        reader=ports.reader, due_messages=ports.due_messages, register=ports.register, clock=ports.clock
    )
    compose = ComposeText(
        names=FindNames(register=ports.register),
        keys=ports.keys,
        clock=ports.clock,
        link_base=ports.link_base,
        can_reply=ports.text_channel.takes_replies,
    )
    escalate = EscalateAlert(
        queue=ports.queue,
        reader=ports.reader,
        summarise=summarise,
        climb=_climb_alert(ports, compose),
        ids=ports.ids,
        clock=ports.clock,
    )
    return EscalateAlerts(
        queue=ports.queue,
        pagers=ports.pagers,
        escalate=escalate,
        text=_text_person(ports, summarise, compose),
        clock=ports.clock,
    )


def _climb_alert(ports: EscalationPorts, compose: ComposeText) -> ClimbAlert:
    notify_unreached = NotifyUnreached(
        log=ports.log,
        channel=ports.second_channel,
        register=ports.register,
        compose=compose,
        clock=ports.clock,
    )
    return ClimbAlert(
        steps=FindSteps(register=ports.register),
        people=FindPeople(register=ports.register, clock=ports.clock),
        queue=ports.queue,
        reader=ports.reader,
        requests=ports.requests,
        notify_unreached=notify_unreached,
        clock=ports.clock,
    )


def _text_person(ports: EscalationPorts, summarise: SummariseWaiting, compose: ComposeText) -> TextPerson:
    send = SendText(
        ledger=ports.ledger,
        compose=ComposeEntries(reader=ports.reader, summarise=summarise, compose=compose),
        register=ports.register,
        channel=ports.text_channel,
        clock=ports.clock,
    )
    return TextPerson(
        queue=ports.pagers,
        ledger=ports.ledger,
        check=CheckEntries(reader=ports.reader, summarise=summarise, clock=ports.clock),
        send=send,
        ids=ports.ids,
        clock=ports.clock,
    )
