"""The functions of the watch as they are deployed: real wiring, AWS on moto, a simulated Mastodon server, a phone.

A member of the public writes; the functions run in the order of a minute's ticks; nothing of what was written, of
who wrote it or of whom it was sent to may stand in a log, a metric or a text.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends

from functions.acknowledge_alert.handler import lambda_handler as acknowledge_alert
from functions.dispatch_polls.handler import lambda_handler as dispatch_polls
from functions.escalate_alerts.handler import lambda_handler as escalate_alerts
from functions.note_receipts.handler import lambda_handler as note_receipts
from functions.poll_accounts.handler import lambda_handler as poll_accounts
from functions.sweep_overdue.handler import lambda_handler as sweep_overdue
from infra.local.simulators.mastodon import mastodon_server
from tests.aws_tables import create_table
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from tests.carriers import delivered_by_logs, sample, sns_failure
from tests.handlers.lambda_context import LambdaContext, http_event, sqs_event
from watchdesk import bootstrap
from watchdesk.adapters.clock import SystemClock
from watchdesk.adapters.dynamodb.numbers import DynamoNumberBook
from watchdesk.adapters.dynamodb.register import DynamoRegister
from watchdesk.adapters.dynamodb.roll import DynamoPollRoll
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.domain.errors import Defect
from watchdesk.domain.message import Urgency
from watchdesk.domain.policy import Limit

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


@pytest.fixture
def deployed(monkeypatch):
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
        at_once = tuple(Limit(urgency=urgency, first_look=timedelta(0)) for urgency in Urgency)
        people = [a_person(phone=PHONE), a_person("control-room", "+447700900002")]
        for declared in (a_force(), account, a_policy(limits=at_once), a_rota(), a_rota("inspector"), *people):
            register.put(declared)
        for person in people:
            DynamoNumberBook(Table(dynamodb, names["register"])).prove(person, datetime.now(UTC))
        DynamoPollRoll(Table(dynamodb, names["watch"])).enrol(account.id, datetime.now(UTC))
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


def test_a_message_becomes_a_text_and_the_link_in_it_an_acknowledgement(deployed):
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    a_minute(deployed)
    ((phone, text),) = deployed.texts
    assert phone == PHONE
    token = link_in(text)
    shown = acknowledge_alert(http_event("GET", token), CONTEXT)
    assert (shown["statusCode"], "I have it" in shown["body"]) == (200, True)
    taken = acknowledge_alert(http_event("POST", token), CONTEXT)
    assert (taken["statusCode"], "you have it" in taken["body"]) == (200, True)
    assert escalate_alerts({}, CONTEXT) == {"attended": 0, "paged": 0}
    assert len(deployed.texts) == 1


def test_whoever_said_stop_is_passed_over_once_the_register_is_read_anew_and_the_next_is_texted(deployed):
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    a_minute(deployed)
    stop = sns_failure("Phone number is opted out", deployed.text_ids[0])
    noted = note_receipts(delivered_by_logs(stop), CONTEXT)
    assert (noted["failed"], noted["opted_out"]) == (1, ["sergeant"])
    bootstrap.escalate_alerts.cache_clear()
    escalate_alerts({}, CONTEXT)
    assert [phone for phone, _ in deployed.texts] == [PHONE, "+447700900002"]


def test_a_text_that_arrived_changes_nothing_and_may_be_reported_twice(deployed):
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    a_minute(deployed)
    arrived = sample("sns_success", notification__messageId=deployed.text_ids[0])
    assert note_receipts(delivered_by_logs(arrived, arrived), CONTEXT)["delivered"] == 2
    assert escalate_alerts({}, CONTEXT)["attended"] == 0
    assert len(deployed.texts) == 1


def test_nothing_of_the_public_and_no_number_stands_in_a_log_a_metric_a_text_or_a_page(deployed, capsys):
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    a_minute(deployed)
    ((_, text),) = deployed.texts
    page = acknowledge_alert(http_event("GET", link_in(text)), CONTEXT)["body"]
    logged = capsys.readouterr()
    for canary in ("kestrel", "zwyntoll", WRITER):
        for where in (logged.out, logged.err, text, page):
            assert canary not in where
    for canary in (PHONE, PHONE.removeprefix("+44"), link_in(text), "k" * 48):
        assert canary not in logged.out + logged.err


def test_a_page_behind_a_link_is_kept_by_no_cache_and_runs_no_script(deployed):
    refused = acknowledge_alert(http_event("GET", "nonsense"), CONTEXT)
    headers = {name.lower(): value for name, value in refused["headers"].items()}
    assert refused["statusCode"] == 404
    assert "no-store" in headers["cache-control"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


def test_only_the_records_that_failed_are_delivered_again(deployed):
    answer = poll_accounts(sqs_event("{not json", '{"account": "selby-mastodon"}', '{"other": 1}'), CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "r0"}, {"itemIdentifier": "r2"}]}


def test_an_account_that_was_never_enrolled_fails_its_own_record_only(deployed):
    answer = poll_accounts(sqs_event('{"account": "nowhere"}', '{"account": "selby-mastodon"}'), CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "r0"}]}


def test_an_escalation_nobody_can_read_is_delivered_again_and_ends_among_the_dead(deployed):
    assert escalate_alerts(sqs_event("{}"), CONTEXT) == {"batchItemFailures": [{"itemIdentifier": "r0"}]}


def test_a_policy_that_changes_dates_what_waits_anew_at_the_next_sweep(deployed):
    hours = tuple(Limit(urgency=urgency, first_look=timedelta(hours=8)) for urgency in Urgency)
    deployed.register.put(a_policy(limits=hours, warn=timedelta(minutes=10)))
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    a_minute(deployed)
    assert deployed.texts == []
    deployed.register.put(a_policy(limits=tuple(replace(each, first_look=timedelta(0)) for each in hours)))
    bootstrap.sweep_overdue.cache_clear()
    swept = sweep_overdue({}, CONTEXT)
    assert (swept["redated"], swept["handed_over"], swept["warned"]) == (1, 1, 0)


def test_a_sweep_that_could_not_look_after_everything_fails_so_that_an_alarm_rings(deployed, monkeypatch):
    deployed.server.network.public(WRITER).mentions("selby", WORDS)
    dispatch_polls({}, CONTEXT)
    poll_accounts(sqs_event(*deployed.queued("POLLS")), CONTEXT)
    boto3.client("dynamodb").delete_table(TableName=bootstrap.sweep_overdue().book.table.name)
    with pytest.raises(Defect, match="sweep_failed"):
        sweep_overdue({}, CONTEXT)
