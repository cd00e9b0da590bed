"""What is built for whoever answers an alert: by text, or by the link in one."""

from functools import cache
from typing import TYPE_CHECKING

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.runtime import client, table
from watchdesk.settings import AcknowledgeSettings, AnswerSettings

if TYPE_CHECKING:
    from watchdesk.adapters.dynamodb.table import Table
    from watchdesk.ports import Clock, Register
    from watchdesk.usecases.acknowledge_alert import AcknowledgeAlert
    from watchdesk.usecases.answer_texts import AnswerTexts
    from watchdesk.usecases.take_alert import TakeAlert

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def acknowledge_alert() -> "AcknowledgeAlert":
    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
    from watchdesk.adapters.dynamodb.alert_replies import DynamoAlertReplies
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.link_keys import StoredKeyRing
    from watchdesk.usecases.acknowledge_alert import AcknowledgeAlert

    settings, clock = AcknowledgeSettings.from_environment(), SystemClock()
    alerts, register = table(settings.alerts_table), DynamoRegister(table(settings.register_table), clock)
    return AcknowledgeAlert(
        file=DynamoAlertFile(alerts),
        take=take_alert(alerts, register, clock),
        replies=DynamoAlertReplies(alerts),
        deadlines=DynamoDeadlines(table(settings.messages_table)),
        register=register,
        keys=StoredKeyRing(SecretsManagerCredentials(client("secretsmanager")), settings.link_secret),
        clock=clock,
    )


@cache
def answer_texts() -> "AnswerTexts":
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
    from watchdesk.adapters.dynamodb.alert_replies import DynamoAlertReplies
    from watchdesk.adapters.dynamodb.answered_texts import DynamoAnswerLedger
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.numbers import DynamoNumberBook
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.texts import DynamoTextLedger
    from watchdesk.adapters.sqs import SqsEscalationQueue
    from watchdesk.bootstrap.texting import sms_sender
    from watchdesk.usecases.answer_texts import AnswerTexts
    from watchdesk.usecases.obey_answer import ObeyAnswer

    settings, clock = AnswerSettings.from_environment(), SystemClock()
    alerts, declared = table(settings.alerts_table), table(settings.register_table)
    register = DynamoRegister(declared, clock)
    obey = ObeyAnswer(
        book=DynamoTextLedger(alerts),
        take=take_alert(alerts, register, clock),
        replies=DynamoAlertReplies(alerts),
        file=DynamoAlertFile(alerts),
        deadlines=DynamoDeadlines(table(settings.messages_table)),
        queue=SqsEscalationQueue(client("sqs"), settings.escalations_queue_url),
        register=register,
        clock=clock,
    )
    return AnswerTexts(
        register=register,
        numbers=DynamoNumberBook(declared),
        obey=obey,
        ledger=DynamoAnswerLedger(alerts),
        sms=sms_sender(settings),
        clock=clock,
    )


def take_alert(alerts: "Table", register: "Register", clock: "Clock") -> "TakeAlert":
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertAnswers, DynamoAlertFile
    from watchdesk.adapters.dynamodb.alert_replies import DynamoAlertReplies
    from watchdesk.adapters.dynamodb.pagers import DynamoPageRequests
    from watchdesk.usecases.take_alert import TakeAlert

    return TakeAlert(
        answers=DynamoAlertAnswers(alerts),
        replies=DynamoAlertReplies(alerts),
        file=DynamoAlertFile(alerts),
        register=register,
        pages=DynamoPageRequests(alerts),
        clock=clock,
    )
