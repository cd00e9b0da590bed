"""A queue is told in batches of ten, and what it did not take is not called queued."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto import mock_aws

from watchdesk.alerting.events import EscalationRequest
from watchdesk.alerting.sqs import SqsEscalationQueue
from watchdesk.core.errors import TryLater
from watchdesk.inbox.events import PollRequest
from watchdesk.inbox.sqs import SqsPollQueue
from watchdesk.publishing.events import delivery_requests
from watchdesk.publishing.sqs import SqsDeliveryRequests


@pytest.fixture(scope="module")
def sqs():
    with mock_aws():
        yield boto3.client("sqs", region_name="eu-west-2")


@pytest.fixture
def url(sqs, request):
    return sqs.create_queue(QueueName=f"queue-{abs(hash(request.node.name))}")["QueueUrl"]


def bodies(sqs, url):
    found = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [message["Body"] for message in messages]
    return found


@pytest.mark.parametrize("number", [0, 1, 10, 11, 25])
def test_every_account_is_queued_as_the_poller_reads_it(sqs, url, number):
    accounts = [f"account-{each}" for each in range(number)]
    assert SqsPollQueue(sqs, url).put(accounts) == accounts
    assert sorted(PollRequest.model_validate_json(body).account for body in bodies(sqs, url)) == sorted(accounts)


def test_every_alert_is_queued_as_the_escalation_reads_it(sqs, url):
    SqsEscalationQueue(sqs, url).put(["A000000001"])
    assert [EscalationRequest.model_validate_json(body).alert for body in bodies(sqs, url)] == ["A000000001"]


def test_every_delivery_is_asked_for_as_the_delivery_reads_it(sqs, url):
    SqsDeliveryRequests(sqs, url).put([("post-1", "selby-mastodon"), ("post-1", "malton-bluesky")])
    records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies(sqs, url))]
    asked, broken = delivery_requests({"Records": records})
    assert sorted(asked.values()) == [("post-1", "malton-bluesky"), ("post-1", "selby-mastodon")]
    assert broken == []


class PartlyFullQueue:
    """Refuses one record, and answers nothing from its second batch on."""

    def __init__(self, refused):
        self._refused, self._batches = refused, 0

    def send_message_batch(self, QueueUrl, Entries):  # noqa: N803  boto3's names
        self._batches += 1
        if self._batches > 1:
            raise EndpointConnectionError(endpoint_url=QueueUrl)
        taken = [entry for entry in Entries if json.loads(entry["MessageBody"])["account"] != self._refused]
        return {"Successful": [{"Id": entry["Id"]} for entry in taken], "Failed": [{"Id": "x"}]}


def test_what_the_queue_refused_or_never_answered_is_not_counted():
    accounts = [f"account-{each}" for each in range(12)]
    assert SqsPollQueue(PartlyFullQueue("account-3"), "url").put(accounts) == [
        account for account in accounts[:10] if account != "account-3"
    ]


class ClosedQueue:
    def send_message_batch(self, **_):
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "SendMessageBatch")


def test_a_queue_that_takes_nothing_is_an_error():
    with pytest.raises(TryLater):
        SqsPollQueue(ClosedQueue(), "url").put(["account"])
