"""Texts to our number as the topic brings them: real wiring, AWS on moto, a phone."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends

from functions.answer_texts.handler import lambda_handler as answer_texts
from functions.escalate_alerts.handler import lambda_handler as escalate_alerts
from functions.sweep_overdue.handler import lambda_handler as sweep_overdue
from tests.aws_tables import create_table
from tests.builders import a_force, a_message, a_person, a_policy, a_rota, an_account, an_inbound
from tests.handlers.lambda_context import LambdaContext
from watchdesk import bootstrap
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.sms.reply_confirmation import STRANGER
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister

REGION = "eu-west-2"
TABLES = ("register", "messages", "alerts")
PHONE, LAST_RESORT, UNKNOWN = "+447700900001", "+447700900002", "+447700900999"
WORDS = "zwyntoll the blue kestrel"
CONTEXT = LambdaContext()
BUILDERS = ("sweep_overdue", "escalate_alerts", "answer_texts")


@dataclass
class Deployed:
    tables: dict[str, Table]

    @property
    def texts(self) -> list[tuple[str, str]]:
        return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())

    @property
    def alert(self) -> Alert:
        items = self.tables["alerts"].client.scan(TableName=self.tables["alerts"].name)["Items"]
        (identity,) = {item["pk"]["S"] for item in items if item["sk"]["S"] == "alert"}
        return DynamoAlertReader(self.tables["alerts"]).alert(AlertId(identity))

    @property
    def code(self) -> str:
        return self.alert.code


@pytest.fixture
def deployed(monkeypatch):
    """The sergeant has just been texted about one urgent message."""
    _forget_what_was_built()
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        dynamodb, secrets = boto3.client("dynamodb"), boto3.client("secretsmanager")
        tables = {name: Table(dynamodb, create_table(dynamodb, f"{name.title()}Table")) for name in TABLES}
        for name, table in tables.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table.name)
        url = boto3.client("sqs").create_queue(QueueName="escalations")["QueueUrl"]
        monkeypatch.setenv("WATCHDESK_ESCALATIONS_QUEUE_URL", url)
        keys = json.dumps({"current": "a", "a": "k" * 48})
        monkeypatch.setenv("WATCHDESK_LINK_SECRET", secrets.create_secret(Name="link", SecretString=keys)["ARN"])
        monkeypatch.setenv("WATCHDESK_LINK_BASE", "https://api.example")
        declare(tables["register"])
        now = datetime.now(UTC)
        late = now - timedelta(minutes=40)
        body = an_inbound(text=WORDS, sent_at=late)
        given = {"first_seen_at": late, "urgency": Urgency.URGENT, "deadline": late + timedelta(minutes=30)}
        DynamoMessageStore(tables["messages"]).add([a_message(body, **given)])
        sweep_overdue({}, CONTEXT)
        escalate_alerts({}, CONTEXT)
        yield Deployed(tables)
    _forget_what_was_built()


def declare(table: Table) -> None:
    register, numbers = DynamoRegister(table, SystemClock()), DynamoPhoneNumbers(table)
    people = [a_person(phone=PHONE, name="Sgt Hale"), a_person("control-room", LAST_RESORT)]
    for declared in (a_force(), an_account(), a_policy(), a_rota(), a_rota("inspector"), *people):
        register.put(declared)
    for person in people:
        numbers.prove(person, datetime.now(UTC))


def _forget_what_was_built():
    for built in (*(getattr(bootstrap, name) for name in BUILDERS), runtime.client):
        built.cache_clear()


def sns_event(words: str, sender: str = PHONE, identity: str = "inbound-1", **fields: str) -> dict:
    """As SNS hands it to Lambda, with what End User Messaging published as its message."""
    published = {
        "originationNumber": sender,
        "destinationNumber": "+447700900100",
        "messageKeyword": "KEYWORD_1",
        "messageBody": words,
        "inboundMessageId": identity,
        "previousPublishedMessageId": "previous-1",
    }
    notice = {
        "Type": "Notification",
        "MessageId": "sns-1",
        "TopicArn": "arn:aws:sns:eu-west-2:123456789012:inbound",
        "Message": json.dumps(published),
        "Timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notice | fields}]}


def test_a_text_back_takes_the_alert_and_is_confirmed(deployed):
    answer_texts(sns_event(f" {deployed.code.lower()} ok"), CONTEXT)
    assert (deployed.alert.state, deployed.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, "sergeant")
    phone, words = deployed.texts[-1]
    assert phone == PHONE
    assert words.startswith(f"{deployed.code}: you have it since ")


def test_a_text_brought_twice_is_answered_once(deployed):
    event = sns_event("e")
    for _ in range(2):
        answer_texts(event, CONTEXT)
    assert len(deployed.texts) == 2
    assert deployed.alert.step == 1


def test_a_stranger_takes_nothing_and_is_told_of_nothing(deployed):
    answer_texts(sns_event(deployed.code, sender=UNKNOWN), CONTEXT)
    assert deployed.alert.state is AlertState.OPEN
    assert deployed.texts[-1] == (UNKNOWN, STRANGER)


def test_a_stop_is_noted_and_rings(deployed, capsys, caplog):
    answer_texts(sns_event("STOP"), CONTEXT)
    (told,) = [record for record in caplog.records if record.msg == "number_opted_out"]
    assert (told.levelname, told.person) == ("WARNING", "sergeant")
    assert '"NumbersOptedOut":[1.0]' in capsys.readouterr().out
    (record,) = [
        each for each in DynamoPhoneNumbers(deployed.tables["register"]).all().values() if each.opted_out_at
    ]
    assert record.person == "sergeant"


@pytest.mark.parametrize(
    "event",
    [
        sns_event("a", Message="{not json"),
        sns_event("a", Message='{"messageBody": "a"}'),
        sns_event(
            "a", Message=json.dumps({"originationNumber": PHONE, "messageBody": 1, "inboundMessageId": "x"})
        ),
        sns_event("a", Timestamp="yesterday"),
        {"Records": [{}]},
        {},
    ],
)
def test_what_end_user_messaging_would_not_write_is_refused_without_a_word_of_it(event):
    with pytest.raises(Defect, match="cannot be read") as raised:
        answer_texts(event, CONTEXT)
    assert raised.value.__suppress_context__


def test_what_cannot_be_obeyed_is_brought_again(deployed, caplog):
    deployed.tables["alerts"].client.delete_table(TableName=deployed.tables["alerts"].name)
    with pytest.raises(Defect, match="text_not_obeyed"):
        answer_texts(sns_event("a"), CONTEXT)
    assert "text_not_obeyed" in [record.msg for record in caplog.records]


def test_no_number_and_no_word_of_anybody_stands_in_a_log_or_a_metric(deployed, capsys, caplog):
    answer_texts(sns_event("kestrel of mine"), CONTEXT)
    answer_texts(sns_event("kestrel of a stranger", sender=UNKNOWN, identity="inbound-2"), CONTEXT)
    answer_texts(sns_event("a", identity="inbound-3"), CONTEXT)
    logged = capsys.readouterr().out + str([record.__dict__ for record in caplog.records])
    assert "text_received" in logged
    for canary in ("kestrel", "zwyntoll", PHONE.removeprefix("+44"), UNKNOWN.removeprefix("+44")):
        assert canary not in logged
