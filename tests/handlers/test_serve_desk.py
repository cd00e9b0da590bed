"""The function as it is deployed, from a gateway's event to what is stored and told: real wiring, AWS on moto."""

import json
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws

from functions.serve_desk.handler import lambda_handler
from tests.aws_tables import create_table
from tests.builders import SELBY, a_force, a_message, a_policy, an_account, an_inbound
from tests.fakes import FakeClock
from tests.handlers.api import EVERY_ROLE, http_event
from tests.handlers.lambda_context import LambdaContext
from tests.worlds.desk import PC, SERGEANT, WORDS
from watchdesk import bootstrap
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.dynamodb.alerts import DynamoOpenAlerts
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.audit.trail import first_break
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.system_clock import SystemClock
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.dynamodb.register import DynamoRegister

TABLES = ("register", "messages", "alerts", "audit")
ENDED = {"outcome": "crime_recorded", "reference": "NY-12/345", "reason": "quillspur"}
REASON = "brackenfold"


class Stack:
    def __init__(self, tables):
        self.tables = tables
        self.register = DynamoRegister(tables["register"], FakeClock())
        self.trail = DynamoAuditTrail(tables["audit"], self.register)
        self.now = SystemClock().now()

    def receives(self, native_id):
        """Overdue for a minute, and handed to an alert."""
        sent_at = self.now - timedelta(hours=1)
        message = a_message(
            an_inbound(native_id, text=WORDS, sent_at=sent_at), deadline=self.now - timedelta(minutes=1)
        )
        DynamoMessageStore(self.tables["messages"]).add([message])
        return message.key

    def raises_alert(self, key):
        alert = Alert(
            id=AlertId("A000000001"),
            account=SELBY,
            group=AlertGroup.ROUTINE,
            code=Code("K7MX"),
            opened_at=self.now,
            attention_at=self.now,
        )
        due_messages = DynamoDueMessages(self.tables["messages"])
        assert DynamoOpenAlerts(self.tables["alerts"]).open(alert, [key])
        assert all(due_messages.hand_over(each, alert.id, self.now) for each in due_messages.read([key]))
        return alert

    def call(self, method, path, body=None, **given):
        event = http_event(method, path, body, **{"subject": PC, "roles": EVERY_ROLE, **given})
        answer = json.loads(json.dumps(lambda_handler(event, LambdaContext())))
        return answer["statusCode"], json.loads(answer["body"])

    @property
    def deeds(self):
        return [(entry.deed.actor, entry.deed.action) for entry in self.trail.entries()]


@pytest.fixture
def stack(monkeypatch):
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        dynamodb = boto3.client("dynamodb")
        tables = {name: Table(dynamodb, create_table(dynamodb, f"{name.title()}Table")) for name in TABLES}
        for name, table in tables.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table.name)
        made = Stack(tables)
        for declared in (a_force(), an_account(), a_policy()):
            made.register.put(declared)
        start_cold()
        yield made
    start_cold()


def start_cold():
    runtime.client.cache_clear()
    bootstrap.serve_desk.cache_clear()


def test_a_message_goes_over_the_desk_and_every_deed_is_one_entry_of_a_whole_chain(stack):
    key = stack.receives("1001")
    alert = stack.raises_alert(key)
    path = f"/v1/messages/{id_of(key)}"
    (line,) = stack.call("GET", "/v1/messages", query="overdue=true")[1]["messages"]
    assert (line["key"], line["alert_code"]) == (str(key), "K7MX")
    assert stack.call("POST", f"/v1/alerts/{alert.id}/acknowledge")[1]["acknowledged_by"] == PC
    status, opened = stack.call("GET", path, query=f"reason={REASON}")
    assert (status, opened["body"]["text"], opened["message"]["state"]) == (200, WORDS, "opened")
    assert stack.call("POST", f"{path}/claim")[1]["claimed_by"] == PC
    refused = stack.call("POST", f"{path}/claim", subject=SERGEANT, roles="[claim:*]")
    assert (refused[0], refused[1]["problems"][0]["code"]) == (409, "claimed")
    assert stack.call("POST", f"{path}/release")[1]["state"] == "opened"
    assert stack.call("POST", f"{path}/dispose", ENDED)[1]["state"] == "disposed"
    assert stack.call("GET", "/v1/messages")[1]["messages"] == []
    (over,) = stack.call("GET", "/v1/messages", query="state=disposed")[1]["messages"]
    assert over["disposition"]["reference"] == "NY-12/345"
    assert [line["what"] for line in stack.call("GET", path)[1]["history"]] == [
        "received",
        "overdue",
        "read_message",
        "claim_message",
        "release_message",
        "dispose_message",
        "read_message",
    ]
    assert stack.deeds == [
        (PC, "acknowledge_alert"),
        (PC, "read_message"),
        (PC, "claim_message"),
        (PC, "release_message"),
        (PC, "dispose_message"),
        (PC, "read_message"),
    ]
    assert first_break(stack.trail.entries()) is None


def test_an_alert_is_shown_without_words(stack):
    alert = stack.raises_alert(stack.receives("1001"))
    status, details = stack.call("GET", f"/v1/alerts/{alert.id}")
    assert (status, len(details["members"]), len(details["history"])) == (200, 1, 1)
    assert "zwyntoll" not in json.dumps(details)
    assert stack.deeds == []


def test_nothing_that_was_read_or_written_stands_in_a_log(stack, caplog, capsys):
    key = stack.receives("1001")
    path = f"/v1/messages/{id_of(key)}"
    stack.call("GET", path, query=f"reason={REASON}")
    stack.call("GET", "/v1/messages", query="q=zwyntoll")
    stack.call("POST", f"{path}/dispose", ENDED)
    told = caplog.text + str([vars(record) for record in caplog.records]) + "".join(capsys.readouterr())
    assert "request_answered" in told
    for secret in ("zwyntoll", "walker", REASON, "quillspur", PC):
        assert secret not in told


def test_a_fault_of_ours_fails_without_a_word_and_shows_nothing(stack, caplog):
    key = stack.receives("1001")
    stack.tables["messages"].update(
        {"pk": str(key), "sk": "message"}, "SET #urgency = :urgency", "", {":urgency": "zwyntoll"}
    )
    with pytest.raises(RuntimeError, match="request_failed") as failed:
        stack.call("GET", f"/v1/messages/{id_of(key)}")
    assert "zwyntoll" not in f"{failed.value} {[vars(record) for record in caplog.records]}"
    assert stack.deeds == []
