"""audit_watch as it is deployed: real wiring, AWS on moto, and nothing personal in its log or its mails."""

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends

from functions.audit_watch.handler import lambda_handler as audit_watch
from tests.aws_tables import create_table
from tests.builders import (
    a_feed_state,
    a_force,
    a_message,
    a_person,
    a_policy,
    a_rota,
    an_account,
    an_inbound,
)
from tests.handlers.lambda_context import LambdaContext
from watchdesk import bootstrap
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.errors import Defect
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.inbox.dynamodb.poll_schedule import DynamoPollSchedule
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister

REGION = "eu-west-2"
PHONE = "+447700900001"
WORDS = "zwyntoll the blue kestrel has a knife"
CONTEXT = LambdaContext()


class Deployed:
    """A force that is well: everything was polled just now, every function ran."""

    def __init__(self, names: dict[str, str]) -> None:
        dynamodb = boto3.client("dynamodb")
        self.register, self.watch, self.messages = (
            Table(dynamodb, names[name]) for name in ("register", "watch", "messages")
        )
        register, now = DynamoRegister(self.register, SystemClock()), datetime.now(UTC)
        account, people = an_account(), [a_person(phone=PHONE), a_person("control-room", "+447700900002")]
        for declared in (a_force(), account, a_policy(), a_rota(), a_rota("inspector"), *people):
            register.put(declared)
        for person in people:
            DynamoPhoneNumbers(self.register).prove(person, now)
        DynamoPollSchedule(self.watch).enrol(account.id, now)
        DynamoFeedStateStore(self.watch).save(a_feed_state(surfaces=account.surfaces, last_success=now))
        ran = {
            "MetricName": "Invocations",
            "Dimensions": [{"Name": "FunctionName", "Value": "stack-SweepOverdue"}],
            "Timestamp": now - timedelta(minutes=2),
            "Value": 10,
        }
        boto3.client("cloudwatch").put_metric_data(Namespace="AWS/Lambda", MetricData=[ran])

    @property
    def mails(self) -> list[str]:
        (topic,) = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics.values()
        return [f"{sent[2]}\n{sent[1]}" for sent in topic.sent_notifications]


@pytest.fixture
def deployed(monkeypatch):
    _forget_what_was_built()
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
        names = {
            name: create_table(dynamodb, f"{name.title()}Table")
            for name in ("register", "watch", "messages", "alerts")
        }
        queue, dead = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("escalations", "dead"))
        environment = {f"{name.upper()}_TABLE": table for name, table in names.items()} | {
            "STAGE": "test",
            "ESCALATIONS_QUEUE_URL": queue,
            "ALARM_TOPIC": boto3.client("sns").create_topic(Name="alarms")["TopicArn"],
            "WORK_QUEUES": f"escalations={queue}",
            "DEAD_LETTERS": f"escalations={dead}",
            "FUNCTIONS": "sweep_overdue=stack-SweepOverdue",
            "SMS_PROBES": "off",
        }
        for name, value in environment.items():
            monkeypatch.setenv(f"WATCHDESK_{name}", value)
        yield Deployed(names)
    _forget_what_was_built()


def _forget_what_was_built():
    for built in (bootstrap.audit_watch, runtime.client):
        built.cache_clear()


def metrics_in(out: str) -> dict[str, float]:
    """What the log's lines in the embedded metric format say."""
    lines = [json.loads(line) for line in out.splitlines() if '"CloudWatchMetrics"' in line]
    return {
        metric["Name"]: line[metric["Name"]]
        for line in lines
        for directive in line["_aws"]["CloudWatchMetrics"]
        for metric in directive["Metrics"]
    }


def test_a_force_that_is_well_says_so_by_a_metric(deployed, capsys):
    facts = audit_watch({}, CONTEXT)
    assert (facts["findings"], facts["complete"], facts["well"]) == (0, True, True)
    assert metrics_in(capsys.readouterr().out) == {"WatchIsWell": [1.0]}
    assert deployed.mails == []


def test_a_lost_message_is_put_back_told_and_counted_and_nothing_says_that_all_is_well(deployed, capsys):
    now = datetime.now(UTC)
    message = a_message(an_inbound("1", sent_at=now, text=WORDS), first_seen_at=now, deadline=now)
    DynamoMessageStore(deployed.messages).add([message])
    lost = {"pk": str(message.key), "sk": "message"}
    deployed.messages.update(lost, "REMOVE #attention_at, #attention_shard", "attribute_exists(#pk)", {})
    facts = audit_watch({}, CONTEXT)
    assert (facts["findings"], facts["mended"], facts["told"], facts["well"]) == (1, 1, 1, False)
    assert "attention_at" in deployed.messages.get(lost)
    logged = capsys.readouterr()
    assert "WatchIsWell" not in metrics_in(logged.out)
    ((mail),) = deployed.mails
    assert "message_lost" in mail
    for canary in ("kestrel", "walker", PHONE, PHONE.removeprefix("+44")):
        assert canary not in logged.out + logged.err + mail


def test_an_audit_that_cannot_keep_its_ledger_fails_so_that_an_alarm_rings(deployed):
    boto3.client("dynamodb").delete_table(TableName=deployed.watch.name)
    with pytest.raises(Defect, match="audit_failed"):
        audit_watch({}, CONTEXT)
    assert deployed.mails == []
