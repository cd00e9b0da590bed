"""A text is handed over once, and every answer of SNS is a word of ours."""

import boto3
import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from botocore.stub import Stubber

from watchdesk.alerting.channels.sns.channel import SnsChannel
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, TryLater, Unconfirmed

PHONE = "+447700900001"
MESSAGE = ChannelMessage(address=PHONE, body="words")
URL = "https://sns.example"


@pytest.fixture
def sns():
    return boto3.client(
        "sns", region_name="eu-west-2", aws_access_key_id="x", aws_secret_access_key="x", config=SEND_ONCE
    )


@pytest.fixture
def stub(sns):
    with Stubber(sns) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def attributes(**more):
    told = {"AWS.SNS.SMS.SMSType": "Transactional"} | more
    return {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}


def test_a_text_goes_to_the_number_as_transactional(sns, stub):
    expected = {"PhoneNumber": PHONE, "Message": "words", "MessageAttributes": attributes()}
    stub.add_response("publish", {"MessageId": "id-1"}, expected)
    assert SnsChannel(sns).send(MESSAGE) == "id-1"


def test_a_text_may_carry_the_forces_name(sns, stub):
    told = attributes(**{"AWS.SNS.SMS.SenderID": "Ridings"})
    stub.add_response(
        "publish", {"MessageId": "id-1"}, {"PhoneNumber": PHONE, "Message": "words", "MessageAttributes": told}
    )
    SnsChannel(sns, sender_id="Ridings").send(MESSAGE)


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("Throttled", 429, TryLater),
        ("Throttling", 400, TryLater),
        ("InternalError", 500, TryLater),
        ("ServiceUnavailable", 503, TryLater),
        ("InvalidParameter", 400, Refused),
        ("ParameterValueInvalid", 400, Refused),
        ("ValidationException", 400, Refused),
        ("OptedOut", 400, OptedOut),
        ("AuthorizationError", 403, NeedsAPerson),
        ("ExpiredToken", 403, NeedsAPerson),
        ("KMSAccessDenied", 400, NeedsAPerson),
        ("NotFound", 404, NeedsAPerson),
    ],
)
def test_an_answer_of_sns_says_what_to_do_and_keeps_the_number_to_itself(sns, stub, code, status, error):
    stub.add_client_error("publish", code, f"not for {PHONE}", status)
    with pytest.raises(error) as raised:
        SnsChannel(sns).send(MESSAGE)
    assert type(raised.value) is error
    assert str(raised.value) == f"SNS answered {code}"


class SilentClient:
    def __init__(self, error):
        self._error, self.calls = error, 0

    def publish(self, **_):
        self.calls += 1
        raise self._error


@pytest.mark.parametrize(
    ("silence", "error"),
    [
        (ReadTimeoutError(endpoint_url=URL), Unconfirmed),
        (ConnectionClosedError(endpoint_url=URL), Unconfirmed),
        (ConnectTimeoutError(endpoint_url=URL), TryLater),
        (EndpointConnectionError(endpoint_url=URL), TryLater),
        (NoCredentialsError(), NeedsAPerson),
    ],
)
def test_a_lost_answer_is_unconfirmed_and_a_call_that_never_left_is_not(silence, error):
    client = SilentClient(silence)
    with pytest.raises(error) as raised:
        SnsChannel(client).send(MESSAGE)
    assert type(raised.value) is error
    assert client.calls == 1


def test_the_sdk_itself_sends_a_lost_text_once(sns):
    """The figure the promise rests on: boto3's own retries are off."""
    sent = []

    def lose_the_answer(request, **_):
        sent.append(request.url)
        raise ReadTimeoutError(endpoint_url=request.url)

    sns.meta.events.register("before-send.sns.Publish", lose_the_answer)
    with pytest.raises(Unconfirmed):
        SnsChannel(sns).send(MESSAGE)
    assert len(sent) == 1
