"""Wires the functions that take replies and delivery receipts."""

from functools import cache
from typing import TYPE_CHECKING, Any

from watchdesk.bootstrap.alerting.answering import (
    AnswerPorts,
    InboundTextPorts,
    build_acknowledge_alert,
    build_answer_texts,
    build_take_alert,
)
from watchdesk.bootstrap.alerting.channels import text_channel
from watchdesk.bootstrap.runtime import client, table
from watchdesk.bootstrap.settings.alerting import AcknowledgeSettings, AnswerSettings, ReceiptSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
    from watchdesk.alerting.usecases.answer_texts import AnswerTexts
    from watchdesk.alerting.usecases.note_receipts import NoteReceipts
    from watchdesk.alerting.usecases.take_alert import TakeAlert
    from watchdesk.aws.dynamodb.table import Table
    from watchdesk.core.clock import Clock
    from watchdesk.register.ports import Register

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def acknowledge_alert() -> "AcknowledgeAlert":
    from watchdesk.alerting.link_keys import StoredKeyRing
    from watchdesk.aws.secrets_manager import SecretsManagerCredentials
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = AcknowledgeSettings.from_environment(), SystemClock()
    register = DynamoRegister(table(settings.register_table), clock)
    return build_acknowledge_alert(
        AnswerPorts(**_answer_ports(table(settings.alerts_table), register, clock)),
        DynamoDueMessages(table(settings.messages_table)),
        StoredKeyRing(SecretsManagerCredentials(client("secretsmanager")), settings.link_secret),
    )


@cache
def answer_texts() -> "AnswerTexts":
    from watchdesk.alerting.dynamodb.reply_ledger import DynamoAnswerLedger
    from watchdesk.alerting.dynamodb.texts import DynamoTextLedger
    from watchdesk.alerting.sqs import SqsEscalationQueue
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = AnswerSettings.from_environment(), SystemClock()
    alerts, declared = table(settings.alerts_table), table(settings.register_table)
    ports = InboundTextPorts(
        **_answer_ports(alerts, DynamoRegister(declared, clock), clock),
        history=DynamoTextLedger(alerts),
        ledger=DynamoAnswerLedger(alerts),
        due_messages=DynamoDueMessages(table(settings.messages_table)),
        queue=SqsEscalationQueue(client("sqs"), settings.escalations_queue_url),
        numbers=DynamoPhoneNumbers(declared),
        channel=text_channel(settings),
    )
    return build_answer_texts(ports)


@cache
def note_receipts() -> "NoteReceipts":
    from watchdesk.alerting.dynamodb.text_receipts import DynamoTextReceipts
    from watchdesk.alerting.usecases.note_receipts import NoteReceipts
    from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = ReceiptSettings.from_environment(), SystemClock()
    declared = table(settings.register_table)
    return NoteReceipts(
        receipts=DynamoTextReceipts(table(settings.alerts_table)),
        register=DynamoRegister(declared, clock),
        numbers=DynamoPhoneNumbers(declared),
        clock=clock,
    )


def take_alert(alerts: "Table", register: "Register", clock: "Clock") -> "TakeAlert":
    """Build the use case that records an acknowledgement, which the duty desk uses too."""
    return build_take_alert(AnswerPorts(**_answer_ports(alerts, register, clock)))


def _answer_ports(alerts: "Table", register: "Register", clock: "Clock") -> dict[str, Any]:
    from watchdesk.alerting.dynamodb.alert_answers import DynamoAlertAnswers
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.alerting.dynamodb.pagers import DynamoPagerRequests

    return {
        "reader": DynamoAlertReader(alerts),
        "answers": DynamoAlertAnswers(alerts),
        "requests": DynamoPagerRequests(alerts),
        "register": register,
        "clock": clock,
    }
