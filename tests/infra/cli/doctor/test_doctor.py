"""`watchdesk doctor` examines what the audit does, says what to do, and changes nothing."""

from datetime import timedelta

import pytest

from infra.cli.doctor.run_checks import CheckStatus, is_well, run_checks
from tests.builders import a_message, a_person, a_rota
from tests.fakes.clock import NOON
from tests.infra.cli.doctor.doctor_fixture import DoctorFixture
from watchdesk.core.errors import TryLater
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore


@pytest.fixture
def doctor_fixture(aws) -> DoctorFixture:
    return DoctorFixture()


def test_a_force_that_is_well_is_found_well_and_what_was_not_asked_says_why(doctor_fixture):
    report = doctor_fixture.report()
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


def test_what_is_wrong_comes_with_what_to_do_and_ends_with_one(doctor_fixture):
    doctor_fixture.client("sqs").send_message(QueueUrl=doctor_fixture.dead, MessageBody="{}")
    result = doctor_fixture.doctor()
    assert result.exit_code == 1
    assert "1 record" in result.stdout
    assert "redrive" in result.stdout
    assert "Nothing was changed." in result.stdout


def test_a_lost_message_is_shown_and_left_as_it_is(doctor_fixture):
    messages = doctor_fixture.table("MessagesTableName")
    message = a_message(deadline=NOON + timedelta(hours=1))
    DynamoMessageStore(messages).add([message])
    item = {"pk": str(message.key), "sk": "message"}
    messages.update(item, "REMOVE #attention_at, #attention_shard", "attribute_exists(#pk)", {})
    before = messages.get(item)
    assert doctor_fixture.wrong() == ["message_lost"]
    assert messages.get(item) == before
    watch = doctor_fixture.client("dynamodb").scan(TableName=doctor_fixture.outputs["WatchTableName"])["Items"]
    assert not [each for each in watch if each["pk"]["S"].startswith("audit#")]


def test_what_is_the_same_about_many_is_one_line_that_counts_them(doctor_fixture):
    people = [a_person(f"officer-{n}", f"+44770090010{n}") for n in range(8)]
    for declared in (*people, a_rota("duty-desk", *(person.id for person in people))):
        doctor_fixture.register.put(declared)
    said = doctor_fixture.doctor().stdout
    assert said.count("unproved") == 1
    assert "officer-4" in said
    assert "officer-5" not in said
    assert "and 3 more" in said
    assert doctor_fixture.wrong() == ["number_unproved"] * 8 + ["rota_gap"]


def test_a_stack_that_nobody_would_hear_of_is_told_so(doctor_fixture):
    doctor_fixture.settings["HEARTBEAT_URL"] = ""
    for each in doctor_fixture.client("sns").list_subscriptions()["Subscriptions"]:
        doctor_fixture.client("sns").unsubscribe(SubscriptionArn=each["SubscriptionArn"])
    assert sorted(doctor_fixture.wrong()) == ["alarms_unheard", "heartbeat_unset"]


def test_what_cannot_be_examined_is_unknown_and_hides_nothing(doctor_fixture):
    doctor_fixture.settings["DEAD_LETTERS"] = "ticks=https://sqs.eu-west-2.amazonaws.com/123456789012/gone"
    doctor_fixture.settings["HEARTBEAT_URL"] = ""
    report = doctor_fixture.report()
    unknown = {each["examination"]: each["why"] for each in report["examinations"] if each["verdict"] == "unknown"}
    assert list(unknown) == ["queues"]
    assert "GetQueueAttributes" in unknown["queues"]
    assert all(each["todo"] for each in report["examinations"] if each["verdict"] in ("wrong", "unknown"))
    assert doctor_fixture.wrong() == ["heartbeat_unset"]
    assert not report["well"]


def test_a_provider_without_an_answer_is_unknown_and_no_crash(doctor_fixture):
    doctor_fixture.settings["SMS_PROBES"] = "on"
    verdicts = {each["examination"]: each["verdict"] for each in doctor_fixture.report()["examinations"]}
    assert (verdicts["sms_sandbox"], verdicts["sms_spend"], verdicts["sms_opt_outs"]) == (
        "unknown",
        "well",
        "well",
    )


def test_nothing_that_is_shown_holds_a_number(doctor_fixture):
    doctor_fixture.register.put(a_person(phone="+447700900077"))
    result = doctor_fixture.doctor()
    assert "number_unproved" in doctor_fixture.wrong()
    assert "447700900" not in result.stdout + result.stderr


class Busy:
    name = "busy"

    def __call__(self):
        raise TryLater("AWS is busy")


def test_an_examination_that_fails_is_not_well():
    answers = run_checks([Busy()], {})
    assert [answer.status for answer in answers] == [CheckStatus.UNKNOWN]
    assert not is_well(answers)
