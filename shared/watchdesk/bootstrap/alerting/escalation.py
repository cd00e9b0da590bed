"""Builds the use case that escalates alerts over any stores, so that a rehearsal runs the deployed steps."""

from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertIds, AlertQueue, AlertReader, KeyRing
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, SecondChannelLog, TextLedger
from watchdesk.alerting.usecases.check_entries import CheckEntries
from watchdesk.alerting.usecases.climb_alert import ClimbAlert
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
from watchdesk.alerting.usecases.notify_unreached import NotifyUnreached
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
    return EscalateAlerts(
        queue=ports.queue,
        pagers=ports.pagers,
        reader=ports.reader,
        still_waiting=_still_waiting(ports),
        climb=_climb_alert(ports),
        page=_page_person(ports),
        ids=ports.ids,
        clock=ports.clock,
    )


def _climb_alert(ports: EscalationPorts) -> ClimbAlert:
    email = NotifyUnreached(
        log=ports.log,
        channel=ports.second_channel,
        register=ports.register,
        word=_word_text(ports),
        clock=ports.clock,
    )
    return ClimbAlert(
        register=ports.register,
        queue=ports.queue,
        reader=ports.reader,
        requests=ports.requests,
        email=email,
        clock=ports.clock,
    )


def _page_person(ports: EscalationPorts) -> TextPerson:
    tell = CheckEntries(
        reader=ports.reader, still_waiting=_still_waiting(ports), word=_word_text(ports), clock=ports.clock
    )
    return TextPerson(
        queue=ports.pagers,
        ledger=ports.ledger,
        tell=tell,
        register=ports.register,
        channel=ports.text_channel,
        ids=ports.ids,
        clock=ports.clock,
    )


def _still_waiting(ports: EscalationPorts) -> SummariseWaiting:
    return SummariseWaiting(
        reader=ports.reader, due_messages=ports.due_messages, register=ports.register, clock=ports.clock
    )


def _word_text(ports: EscalationPorts) -> ComposeText:
    return ComposeText(
        register=ports.register,
        keys=ports.keys,
        clock=ports.clock,
        link_base=ports.link_base,
        can_reply=ports.text_channel.takes_replies,
    )
