"""Builds the use cases by which people answer alerts, over any stores: those of a stack or of a rehearsal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdesk.alerting.ports.alerts import AlertReader, EscalationQueue, KeyRing
    from watchdesk.alerting.ports.channels import Channel
    from watchdesk.alerting.ports.pagers import PagerRequests, TextHistory
    from watchdesk.alerting.ports.replies import AlertAnswers, AnswerLedger
    from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
    from watchdesk.alerting.usecases.answer_texts import AnswerTexts
    from watchdesk.alerting.usecases.take_alert import TakeAlert
    from watchdesk.core.clock import Clock
    from watchdesk.inbox.ports.messages import DueMessages
    from watchdesk.register.ports import PhoneNumbers, Register

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPorts:
    """The ports that every answer needs, whichever way it comes."""

    reader: "AlertReader"
    answers: "AlertAnswers"
    requests: "PagerRequests"
    register: "Register"
    clock: "Clock"


def build_take_alert(ports: AnswerPorts) -> "TakeAlert":
    """Build the use case that records an acknowledgement."""
    from watchdesk.alerting.usecases.answer_alert import AnswerAlert
    from watchdesk.alerting.usecases.find_steps import FindSteps
    from watchdesk.alerting.usecases.take_alert import TakeAlert
    from watchdesk.alerting.usecases.tell_others import TellOthers

    return TakeAlert(
        answer=AnswerAlert(reader=ports.reader, answers=ports.answers),
        reader=ports.reader,
        steps=FindSteps(register=ports.register),
        tell_others=TellOthers(
            reader=ports.reader, requests=ports.requests, register=ports.register, clock=ports.clock
        ),
        clock=ports.clock,
    )


def build_acknowledge_alert(
    ports: AnswerPorts, due_messages: "DueMessages", keys: "KeyRing"
) -> "AcknowledgeAlert":
    """Build the use case behind the links in texts."""
    from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
    from watchdesk.alerting.usecases.find_names import FindNames
    from watchdesk.alerting.usecases.follow_link import FollowLink
    from watchdesk.alerting.usecases.show_alert import ShowAlert

    return AcknowledgeAlert(
        follow=FollowLink(reader=ports.reader, keys=keys, clock=ports.clock),
        view=ShowAlert(
            reader=ports.reader,
            due_messages=due_messages,
            names=FindNames(register=ports.register),
            clock=ports.clock,
        ),
        take=build_take_alert(ports),
        answers=ports.answers,
        clock=ports.clock,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundTextPorts(AnswerPorts):
    """The ports that answers by text need besides."""

    history: "TextHistory"
    ledger: "AnswerLedger"
    due_messages: "DueMessages"
    queue: "EscalationQueue"
    numbers: "PhoneNumbers"
    channel: "Channel"


def build_answer_texts(ports: InboundTextPorts) -> "AnswerTexts":
    """Build the use case behind the texts that people send to our number."""
    from watchdesk.alerting.usecases.answer_alert import AnswerAlert
    from watchdesk.alerting.usecases.answer_texts import AnswerTexts
    from watchdesk.alerting.usecases.apply_reply import ApplyReply
    from watchdesk.alerting.usecases.find_meant_alerts import FindMeantAlerts
    from watchdesk.alerting.usecases.find_names import FindNames
    from watchdesk.alerting.usecases.find_sender import FindSender
    from watchdesk.alerting.usecases.plan_answer import PlanAnswer
    from watchdesk.alerting.usecases.reply_to_alert import ReplyToAlert
    from watchdesk.alerting.usecases.send_answer import SendAnswer

    reply_to = ReplyToAlert(
        take=build_take_alert(ports),
        answer=AnswerAlert(reader=ports.reader, answers=ports.answers),
        reader=ports.reader,
        due_messages=ports.due_messages,
        queue=ports.queue,
        names=FindNames(register=ports.register),
        clock=ports.clock,
    )
    find = FindMeantAlerts(history=ports.history, reader=ports.reader)
    return AnswerTexts(
        find_sender=FindSender(register=ports.register),
        plan=PlanAnswer(numbers=ports.numbers, apply=ApplyReply(find=find, reply_to=reply_to), clock=ports.clock),
        send=SendAnswer(ledger=ports.ledger, channel=ports.channel, clock=ports.clock),
    )
