"""What the functions of the watch find in a stack, on moto, and a minute of their ticks."""

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends

from functions.dispatch_polls.handler import lambda_handler as dispatch_polls
from functions.escalate_alerts.handler import lambda_handler as escalate_alerts
from functions.poll_accounts.handler import lambda_handler as poll_accounts
from functions.sweep_overdue.handler import lambda_handler as sweep_overdue
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.aws_tables import create_table
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from tests.handlers.lambda_context import LambdaContext, sqs_event
from watchdesk import bootstrap
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.message import Urgency
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.poll_schedule import DynamoPollSchedule
from watchdesk.register.domain.policy import TimeLimit
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister

REGION = "eu-west-2"
TABLES = ("register", "watch", "messages", "sessions", "alerts")
PHONE = "+447700900001"
WORDS, WRITER = "zwyntoll the blue kestrel has a knife", "canarybird"
CONTEXT = LambdaContext()
BUILDERS = (
    "dispatch_polls",
    "poll_accounts",
    "sweep_overdue",
    "escalate_alerts",
    "acknowledge_alert",
    "note_receipts",
)


@dataclass
class Deployed:
    server: object
    register: DynamoRegister

    def queued(self, name: str) -> list[str]:
        sqs = boto3.client("sqs")
        received = sqs.receive_message(QueueUrl=name, MaxNumberOfMessages=10)
        return [message["Body"] for message in received.get("Messages", [])]

    @property
    def texts(self) -> list[tuple[str, str]]:
        return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())

    @property
    def text_ids(self) -> list[str]:
        return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages)


@contextmanager
def a_watching_stack(monkeypatch):
    _forget_what_was_built()
    with mock_aws(), mastodon_server(["selby"]) as server:
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        dynamodb, sqs, secrets = boto3.client("dynamodb"), boto3.client("sqs"), boto3.client("secretsmanager")
        names = {name: create_table(dynamodb, f"{name.title()}Table") for name in TABLES}
        for name, table in names.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table)
        for queue in ("POLLS", "ESCALATIONS"):
            url = sqs.create_queue(QueueName=queue)["QueueUrl"]
            monkeypatch.setenv(f"WATCHDESK_{queue}_QUEUE_URL", url)
        keys = json.dumps({"current": "a", "a": "k" * 48})
        monkeypatch.setenv("WATCHDESK_LINK_SECRET", secrets.create_secret(Name="link", SecretString=keys)["ARN"])
        monkeypatch.setenv("WATCHDESK_LINK_BASE", "https://api.example")
        account = an_account(server=server.url, handle="selby")
        credential = json.dumps({"access_token": server.network.accounts()[0]["access_token"]})
        secrets.create_secret(Name=account.secret, SecretString=credential)
        register = DynamoRegister(Table(dynamodb, names["register"]), SystemClock())
        at_once = tuple(TimeLimit(urgency=urgency, first_look=timedelta(0)) for urgency in Urgency)
        people = [a_person(phone=PHONE), a_person("control-room", "+447700900002")]
        for declared in (a_force(), account, a_policy(limits=at_once), a_rota(), a_rota("inspector"), *people):
            register.put(declared)
        for person in people:
            DynamoPhoneNumbers(Table(dynamodb, names["register"])).prove(person, datetime.now(UTC))
        DynamoPollSchedule(Table(dynamodb, names["watch"])).enrol(account.id, datetime.now(UTC))
        yield Deployed(server, register)
    _forget_what_was_built()


def _forget_what_was_built():
    for built in (*(getattr(bootstrap, name) for name in BUILDERS), runtime.client):
        built.cache_clear()


def a_minute(deployed: Deployed) -> None:
    """The ticks of one minute, as the Scheduler and the queues bring them."""
    dispatch_polls({}, CONTEXT)
    polls = deployed.queued("POLLS")
    assert poll_accounts(sqs_event(*polls), CONTEXT) == {"batchItemFailures": []}
    sweep_overdue({}, CONTEXT)
    escalate_alerts(sqs_event(*deployed.queued("ESCALATIONS")), CONTEXT)


def link_in(text: str) -> str:
    found = re.search(r"https://api\.example/a/(\S+)", text)
    assert found, text
    return found[1]
