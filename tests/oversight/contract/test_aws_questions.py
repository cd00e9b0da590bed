"""What AWS answers to the auditor's questions: on moto, and by stubs where moto has no answer."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends

from tests.fakes.http import FakeHttpClient, says
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.core.errors import NeedsAPerson, TryLater
from watchdesk.oversight.aws.cloudwatch import CloudWatchFunctionRuns
from watchdesk.oversight.aws.heartbeat import HttpHeartbeat
from watchdesk.oversight.aws.operator_mail import SnsOperatorMail
from watchdesk.oversight.aws.queue_depths import SqsQueueDepths
from watchdesk.oversight.aws.sns_account import SnsSmsAccount
from watchdesk.oversight.ports import RunCounts, SmsSpend

REGION = "eu-west-2"
NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
LATELY = NOW - timedelta(minutes=2)


@pytest.fixture
def aws():
    with mock_aws():
        yield lambda service, **options: boto3.client(service, region_name=REGION, **options)


def measured(aws, namespace: str, metric: str, value: float, at: datetime = LATELY, **dimensions: str) -> None:
    named = [{"Name": name, "Value": each} for name, each in dimensions.items()]
    datum = {"MetricName": metric, "Dimensions": named, "Timestamp": at, "Value": value}
    aws("cloudwatch").put_metric_data(Namespace=namespace, MetricData=[datum])


def test_runs_and_failures_are_counted_by_function_and_one_that_nobody_measured_never_ran(aws):
    for minute in (1, 2):
        at = NOW - timedelta(minutes=minute)
        measured(aws, "AWS/Lambda", "Invocations", 3, at, FunctionName="stack-Sweep")
    measured(aws, "AWS/Lambda", "Errors", 2, FunctionName="stack-Sweep")
    functions = {"sweep_overdue": "stack-Sweep", "poll_accounts": "stack-Poll"}
    ran = CloudWatchFunctionRuns(aws("cloudwatch")).counts(functions, NOW - timedelta(minutes=10), NOW)
    assert ran == {"sweep_overdue": RunCounts(runs=6, failures=2), "poll_accounts": RunCounts(runs=0, failures=0)}


def test_what_waits_and_what_is_dead_is_counted_by_queue_and_ages_are_the_latest(aws):
    polls, dead = (aws("sqs").create_queue(QueueName=name)["QueueUrl"] for name in ("polls-1X", "dead-2Y"))
    aws("sqs").send_message(QueueUrl=dead, MessageBody="{}")
    for minutes, age in ((4, 900), (2, 60)):
        at = NOW - timedelta(minutes=minutes)
        measured(aws, "AWS/SQS", "ApproximateAgeOfOldestMessage", age, at, QueueName="polls-1X")
    depths = SqsQueueDepths(
        sqs=aws("sqs"),
        cloudwatch=aws("cloudwatch"),
        work_queues={"polls": polls},
        dead_letter_queues={"ticks": dead},
    )
    assert (depths.work(), depths.dead_letters(), depths.ages(NOW)) == ({"polls": 0}, {"ticks": 1}, {"polls": 60})


def test_a_queue_that_is_gone_is_no_empty_queue(aws):
    gone = f"https://sqs.{REGION}.amazonaws.com/{DEFAULT_ACCOUNT_ID}/gone"
    depths = SqsQueueDepths(
        sqs=aws("sqs"), cloudwatch=aws("cloudwatch"), work_queues={}, dead_letter_queues={"ticks": gone}
    )
    with pytest.raises(NeedsAPerson, match="GetQueueAttributes"):
        depths.dead_letters()


def test_what_texts_cost_is_the_most_that_was_measured_this_month(aws):
    aws("sns").set_sms_attributes(attributes={"MonthlySpendLimit": "50"})
    measured(aws, "AWS/SNS", "SMSMonthToDateSpentUSD", 12.5, NOW - timedelta(days=9))
    measured(aws, "AWS/SNS", "SMSMonthToDateSpentUSD", 49, NOW - timedelta(days=30))
    account = SnsSmsAccount(aws("sns"), aws("cloudwatch"))
    assert account.spend(NOW) == SmsSpend(spent=12.5, limit=50)


def test_an_account_that_was_never_given_a_limit_may_spend_one_dollar(aws):
    assert SnsSmsAccount(aws("sns"), aws("cloudwatch")).spend(NOW) == SmsSpend(spent=0, limit=1)


def test_the_first_minute_of_a_month_has_cost_nothing_yet(aws):
    first = datetime(2026, 12, 1, tzinfo=UTC)
    measured(aws, "AWS/SNS", "SMSMonthToDateSpentUSD", 40, first - timedelta(minutes=10))
    assert SnsSmsAccount(aws("sns"), aws("cloudwatch")).spend(first).spent == 0


@pytest.mark.parametrize("is_in_sandbox", [True, False])
def test_the_sandbox_is_asked_for(aws, is_in_sandbox):
    sns = aws("sns")
    with Stubber(sns) as stub:
        stub.add_response("get_sms_sandbox_account_status", {"IsInSandbox": is_in_sandbox}, {})
        assert SnsSmsAccount(sns, aws("cloudwatch")).is_in_sandbox() is is_in_sandbox


def test_every_page_of_the_opted_out_numbers_is_read(aws):
    sns = aws("sns")
    with Stubber(sns) as stub:
        page = {"phoneNumbers": ["+447700900001"], "nextToken": "more"}
        stub.add_response("list_phone_numbers_opted_out", page, {})
        stub.add_response(
            "list_phone_numbers_opted_out", {"phoneNumbers": ["+447700900002"]}, {"nextToken": "more"}
        )
        found = SnsSmsAccount(sns, aws("cloudwatch")).opted_out()
    assert found == {"+447700900001", "+447700900002"}


@pytest.mark.parametrize(
    ("code", "error"),
    [("AuthorizationError", NeedsAPerson), ("AccessDenied", NeedsAPerson), ("Throttled", TryLater)],
)
def test_a_question_that_is_not_answered_is_no_answer(aws, code, error):
    sns = aws("sns")
    with Stubber(sns) as stub:
        stub.add_client_error("get_sms_sandbox_account_status", code)
        with pytest.raises(error, match=code):
            SnsSmsAccount(sns, aws("cloudwatch")).is_in_sandbox()


def test_the_cloud_team_gets_one_mail_with_a_subject_that_fits(aws):
    topic = aws("sns").create_topic(Name="alarms")["TopicArn"]
    SnsOperatorMail(aws("sns", config=SEND_ONCE), topic).send("s" * 120, "what is wrong")
    (sent,) = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[topic].sent_notifications
    assert (sent[1], sent[2]) == ("what is wrong", "s" * 100)


def test_a_mail_to_a_topic_that_is_gone_needs_a_person(aws):
    topic = f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:gone"
    with pytest.raises(NeedsAPerson, match="SNS answered NotFound"):
        SnsOperatorMail(aws("sns", config=SEND_ONCE), topic).send("subject", "text")


def test_a_heartbeat_is_one_get():
    http = FakeHttpClient()
    http.on("/beat", says(b"OK"))
    assert HttpHeartbeat(http, "https://monitor.example/beat").beat()
    assert [(asked.method, asked.url) for asked in http.asked] == [("GET", "https://monitor.example/beat")]


def test_where_nobody_listens_nothing_is_sent():
    http = FakeHttpClient()
    assert not HttpHeartbeat(http, "").beat()
    assert http.asked == []


@pytest.mark.parametrize("url", ["http://monitor.example/beat", "file:///etc/passwd"])
def test_a_heartbeat_leaves_over_https_only(url):
    http = FakeHttpClient()
    with pytest.raises(TryLater, match="not https"):
        HttpHeartbeat(http, url).beat()
    assert http.asked == []


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_heartbeat_that_is_not_taken_is_not_followed_anywhere(status):
    http = FakeHttpClient()
    http.on("/beat", says(b"", status, {"location": "http://elsewhere.example"}))
    with pytest.raises(TryLater, match=str(status)):
        HttpHeartbeat(http, "https://monitor.example/beat").beat()
    assert len(http.asked) == 1
