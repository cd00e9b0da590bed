"""The functions of the watch as they are deployed: real wiring, AWS on moto, a simulated Mastodon server, a phone.

A member of the public writes; the functions run in the order of a minute's ticks; nothing of what was written, of
who wrote it or of whom it was sent to may stand in a log, a metric or a text.
"""

from dataclasses import replace
from datetime import timedelta

import boto3
import pytest

from functions.acknowledge_alert.handler import lambda_handler as acknowledge_alert
from functions.dispatch_polls.handler import lambda_handler as dispatch_polls
from functions.escalate_alerts.handler import lambda_handler as escalate_alerts
from functions.note_receipts.handler import lambda_handler as note_receipts
from functions.poll_accounts.handler import lambda_handler as poll_accounts
from functions.sweep_overdue.handler import lambda_handler as sweep_overdue
from tests.builders import a_policy
from tests.carriers import delivered_by_logs, sample, sns_failure
from tests.handlers.lambda_context import http_event, sqs_event
from tests.handlers.watching_stack import CONTEXT, PHONE, WORDS, WRITER, a_minute, a_watching_stack, link_in
from watchdesk import bootstrap
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import TimeLimit


@pytest.fixture
def deployed(monkeypatch):
    with a_watching_stack(monkeypatch) as deployed:
        yield deployed


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
    hours = tuple(TimeLimit(urgency=urgency, first_look=timedelta(hours=8)) for urgency in Urgency)
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
    boto3.client("dynamodb").delete_table(TableName=bootstrap.sweep_overdue().join_alert.open_alerts.table.name)
    with pytest.raises(Defect, match="sweep_failed"):
        sweep_overdue({}, CONTEXT)
