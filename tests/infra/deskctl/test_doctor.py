"""`watchdesk doctor` examines what the audit does, says what to do, and changes nothing."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from infra.deskctl.cli import cli
from infra.deskctl.health.checkup import Verdict, checkup, is_well
from infra.deskctl.health.surroundings import ExamineClock, ExamineLinks, ExamineSmsSetup, ExamineSubscriptions
from infra.deskctl.texting.standing import SmsStanding
from tests.aws_tables import create_table
from tests.builders import (
    a_feed_state,
    a_force,
    a_message,
    a_person,
    a_policy,
    a_rota,
    an_account,
)
from tests.fakes.clock import NOON, FakeClock
from tests.infra.deskctl.conftest import MadeStack
from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
from watchdesk.adapters.dynamodb.watch import DynamoWatchStore
from watchdesk.domain.errors import TryLater
from watchdesk.domain.findings import FindingName

PHONE = "+447700900001"


@dataclass(frozen=True)
class Deployed:
    """The part of Lambda that a doctor asks."""

    settings: dict[str, str]

    def get_function_configuration(self, FunctionName: str) -> dict[str, Any]:  # noqa: N803  AWS's own
        assert FunctionName == "audit"
        return {
            "Environment": {"Variables": {f"WATCHDESK_{name}": value for name, value in self.settings.items()}}
        }


class Clinic(MadeStack):
    """A force that is well, on a simulated AWS."""

    def __init__(self) -> None:
        super().__init__()
        sqs, topic = self.client("sqs"), self.client("sns").create_topic(Name="alarms")["TopicArn"]
        queue, self.dead = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("escalations", "dead"))
        self.outputs |= {
            "AlertsTableName": create_table(self.dynamodb, "AlertsTable"),
            "AuditWatchFunctionName": "audit",
            "ApiUrl": "https://api.ridings.example",
        }
        self.settings = {
            f"{name.upper()}_TABLE": self.outputs[f"{name.title()}TableName"]
            for name in ("register", "watch", "messages", "alerts")
        } | {
            "STAGE": "test",
            "ESCALATIONS_QUEUE_URL": queue,
            "ALARM_TOPIC": topic,
            "WORK_QUEUES": f"escalations={queue}",
            "DEAD_LETTERS": f"escalations={self.dead}",
            "FUNCTIONS": "",
            "SMS_PROBES": "off",
            "HEARTBEAT_URL": "https://monitor.example/beat",
        }
        sqs_like = {"Protocol": "sqs", "Endpoint": "arn:aws:sqs:eu-west-2:123456789012:anything"}
        self.client("sns").subscribe(TopicArn=topic, **sqs_like)
        self._declare()

    def _declare(self) -> None:
        account, people = an_account(), [a_person(phone=PHONE), a_person("control-room", "+447700900002")]
        for declared in (a_force(), account, a_policy(), a_rota(), a_rota("inspector"), *people):
            self.register.put(declared)
        for person in people:
            self.numbers.prove(person, NOON)
        self.roll.enrol(account.id, NOON)
        state = a_feed_state(surfaces=account.surfaces, last_success=NOON)
        DynamoWatchStore(self.table("WatchTableName")).save(state)

    def client(self, service: str) -> Any:
        return Deployed(self.settings) if service == "lambda" else super().client(service)

    def doctor(self, *options: str) -> Result:
        return CliRunner(mix_stderr=False).invoke(cli, ["doctor", *options], obj=self)

    def report(self) -> dict[str, Any]:
        """Without what the clock says: time stands still here, and not at AWS."""
        result = self.doctor("--json")
        document = json.loads(result.stdout)
        document["examinations"] = [each for each in document["examinations"] if each["examination"] != "clock"]
        return document

    def wrong(self) -> list[str]:
        return [each["finding"] for each in self.report()["examinations"] if each["verdict"] == "wrong"]


@pytest.fixture
def clinic(aws) -> Clinic:
    return Clinic()


def test_a_force_that_is_well_is_found_well_and_what_was_not_asked_says_why(clinic):
    report = clinic.report()
    verdicts = {each["examination"]: each["verdict"] for each in report["examinations"]}
    assert {name for name, verdict in verdicts.items() if verdict == "not_examined"} == {
        "sms_sandbox",
        "sms_spend",
        "sms_opt_outs",
        "sms_setup",
    }
    assert {verdict for name, verdict in verdicts.items() if not name.startswith("sms_")} == {"well"}
    assert {"due_list", "stored_messages", "alerts", "pagers", "watch", "rotas", "canary", "links"} <= set(
        verdicts
    )
    assert report["accounts"] == [
        {"account": "selby-mastodon", "last_success": NOON.isoformat(), "credential_ends_at": None}
    ]


def test_what_is_wrong_comes_with_what_to_do_and_ends_with_one(clinic):
    clinic.client("sqs").send_message(QueueUrl=clinic.dead, MessageBody="{}")
    result = clinic.doctor()
    assert result.exit_code == 1
    assert "1 record" in result.stdout
    assert "redrive" in result.stdout
    assert "Nothing was changed." in result.stdout


def test_a_lost_message_is_shown_and_left_as_it_is(clinic):
    messages = clinic.table("MessagesTableName")
    message = a_message(deadline=NOON + timedelta(hours=1))
    DynamoMessageStore(messages).add([message])
    item = {"pk": str(message.key), "sk": "message"}
    messages.update(item, "REMOVE #attention_at, #attention_shard", "attribute_exists(#pk)", {})
    before = messages.get(item)
    assert clinic.wrong() == ["message_lost"]
    assert messages.get(item) == before
    watch = clinic.client("dynamodb").scan(TableName=clinic.outputs["WatchTableName"])["Items"]
    assert not [each for each in watch if each["pk"]["S"].startswith("audit#")]


def test_what_is_the_same_about_many_is_one_line_that_counts_them(clinic):
    people = [a_person(f"officer-{n}", f"+44770090010{n}") for n in range(8)]
    for declared in (*people, a_rota("duty-desk", *(person.id for person in people))):
        clinic.register.put(declared)
    said = clinic.doctor().stdout
    assert said.count("a climb passes them") + said.count("nobody has proved") == 1
    assert "officer-4" in said
    assert "officer-5" not in said
    assert "and 3 more" in said
    assert clinic.wrong() == ["number_unproved"] * 8


def test_a_stack_that_nobody_would_hear_of_is_told_so(clinic):
    clinic.settings["HEARTBEAT_URL"] = ""
    for each in clinic.client("sns").list_subscriptions()["Subscriptions"]:
        clinic.client("sns").unsubscribe(SubscriptionArn=each["SubscriptionArn"])
    assert sorted(clinic.wrong()) == ["alarms_unheard", "heartbeat_unset"]


def test_what_cannot_be_examined_is_unknown_and_hides_nothing(clinic):
    clinic.settings["DEAD_LETTERS"] = "ticks=https://sqs.eu-west-2.amazonaws.com/123456789012/gone"
    clinic.settings["HEARTBEAT_URL"] = ""
    report = clinic.report()
    unknown = {each["examination"]: each["why"] for each in report["examinations"] if each["verdict"] == "unknown"}
    assert list(unknown) == ["queues"]
    assert "GetQueueAttributes" in unknown["queues"]
    assert all(each["todo"] for each in report["examinations"] if each["verdict"] in ("wrong", "unknown"))
    assert clinic.wrong() == ["heartbeat_unset"]
    assert not report["well"]


def test_a_provider_without_an_answer_is_unknown_and_no_crash(clinic):
    clinic.settings["SMS_PROBES"] = "on"
    verdicts = {each["examination"]: each["verdict"] for each in clinic.report()["examinations"]}
    assert (verdicts["sms_sandbox"], verdicts["sms_spend"], verdicts["sms_opt_outs"]) == (
        "unknown",
        "well",
        "well",
    )


def test_nothing_that_is_shown_holds_a_number(clinic):
    clinic.register.put(a_person(phone="+447700900077"))
    result = clinic.doctor()
    assert "number_unproved" in clinic.wrong()
    assert "447700900" not in result.stdout + result.stderr


class Busy:
    name = "busy"

    def __call__(self):
        raise TryLater("AWS is busy")


def test_an_examination_that_fails_is_not_well():
    answers = checkup([Busy()], {})
    assert [answer.verdict for answer in answers] == [Verdict.UNKNOWN]
    assert not is_well(answers)


def found(examination) -> list[tuple[str, str]]:
    return [(diagnosis.finding.name, diagnosis.finding.detail) for diagnosis in examination()]


@pytest.mark.parametrize(("length", "is_wrong"), [(60, False), (120, True)])
def test_a_base_that_no_text_has_room_for_is_wrong(length, is_wrong):
    base = "https://" + "a" * (length - 16) + ".example"
    names = [name for name, _ in found(ExamineLinks(base=base, clock=FakeClock()))]
    assert names == ([FindingName.LINKS_LONG] if is_wrong else [])


class Topic:
    """A topic with these subscriptions."""

    def __init__(self, *arns: str) -> None:
        self.pages = [{"Subscriptions": [{"SubscriptionArn": arn}]} for arn in arns] or [{"Subscriptions": []}]

    def get_paginator(self, _):
        return self

    def paginate(self, **_):
        return self.pages


@pytest.mark.parametrize(
    ("arns", "detail"),
    [
        ((), "no subscription"),
        (("PendingConfirmation",), "1 not confirmed"),
        (("PendingConfirmation", "arn:aws:sns:x"), None),
    ],
)
def test_somebody_must_have_confirmed_that_they_hear_the_alarms(arns, detail):
    details = [each for _, each in found(ExamineSubscriptions(sns=Topic(*arns), topic="t", clock=FakeClock()))]
    assert details == ([detail] if detail else [])


class Dated:
    def __init__(self, **headers: str) -> None:
        self.headers = headers

    def get_item(self, **_):
        return {"ResponseMetadata": {"HTTPHeaders": self.headers}}


@pytest.mark.parametrize(
    ("date", "detail"),
    [
        ("Mon, 02 Mar 2026 12:00:29 GMT", None),
        ("Mon, 02 Mar 2026 12:00:45 GMT", "45 seconds"),
        ("Mon, 02 Mar 2026 11:59:00 GMT", "60 seconds"),
    ],
)
def test_a_clock_that_is_off_is_said_to_be(date, detail):
    examination = ExamineClock(dynamodb=Dated(date=date), table="t", clock=FakeClock())
    assert [each for _, each in found(examination)] == ([detail] if detail else [])


def test_a_time_that_aws_does_not_say_is_unknown():
    examination = ExamineClock(dynamodb=Dated(), table="t", clock=FakeClock())
    assert [answer.verdict for answer in checkup([examination], {})] == [Verdict.UNKNOWN]


class Standing:
    def standing(self, _):
        problems = [
            "the account is in the sandbox: ask AWS to lift it",
            "DeliveryStatusIAMRole is not set, not x: say `watchdesk sms setup`",
        ]
        return SmsStanding(provider="sns", settings={}, problems=problems)


def test_what_the_provider_was_not_told_is_shown_once():
    (only,) = found(ExamineSmsSetup(texting=Standing(), clock=FakeClock()))
    assert only[0] is FindingName.SMS_SETUP
    assert "watchdesk sms setup" in only[1]
