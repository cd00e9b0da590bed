"""The second channel takes a message at most once, says what became of it, and names nobody's address."""

from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.ses import ses_backends

from tests.builders import a_person
from tests.fakes.emails import Mailboxes
from watchdesk.alerting.channels.ses_email import SesEmail
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.core.errors import NeedsAPerson, Refused, TryLater, Unconfirmed

ADDRESS, SENDER, REGION = "sergeant@ridings.example", "watchdesk@ridings.example", "eu-west-2"
PERSON = a_person(email=ADDRESS)
NOT_SENT = {"busy": TryLater, "broken": TryLater, "bad address": Refused, "paused": NeedsAPerson}
OF_SES = {
    "busy": ("TooManyRequestsException", 429),
    "broken": ("InternalFailure", 500),
    "bad address": ("BadRequestException", 400),
    "paused": ("SendingPausedException", 400),
}


class ToMailboxes:
    def __init__(self) -> None:
        self.channel = Mailboxes()

    @property
    def arrived(self) -> list[tuple[str, str]]:
        return [(email.subject, email.words) for email in self.channel.arrived]

    def refuse(self, why: str) -> None:
        self.channel.trouble(NOT_SENT[why]("refused"))

    def lose_the_answer(self) -> None:
        self.channel.trouble(Unconfirmed("lost"), arrives=True)


class ThroughSes:
    """SES on moto; what moto never answers is put in its place, where it would answer."""

    def __init__(self) -> None:
        self.client = boto3.client(
            "sesv2", region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x", config=SEND_ONCE
        )
        self.client.create_email_identity(EmailIdentity=SENDER)
        self.channel = SesEmail(self.client, SENDER)

    @property
    def sent(self) -> list[Any]:
        return ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages

    @property
    def arrived(self) -> list[tuple[str, str]]:
        return [(email.subject, email.body) for email in self.sent]

    def refuse(self, why: str) -> None:
        code, status = OF_SES[why]
        answer = AWSResponse(REGION, status, {"x-amzn-ErrorType": code}, _Raw())
        self.client.meta.events.unregister("before-send", botocore_stubber)
        self.client.meta.events.register("before-send.sesv2.SendEmail", lambda **_: answer)

    def lose_the_answer(self) -> None:
        def lose(**_: Any) -> None:
            raise ReadTimeoutError(endpoint_url="https://email.example")

        self.client.meta.events.register("after-call.sesv2.SendEmail", lose)


class _Raw:
    """What urllib3 would give botocore for an error of SES that names the address."""

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [f'{{"message": "not for {ADDRESS}"}}'.encode()]


@pytest.fixture(params=["fake", "ses"])
def way(request):
    if request.param == "fake":
        yield ToMailboxes()
    else:
        with mock_aws():
            yield ThroughSes()


def test_a_message_arrives_once_with_its_subject_and_its_words(way):
    way.channel.send(PERSON, "NYP K7MX", "1 urgent overdue. £20?")
    assert way.arrived == [("NYP K7MX", "1 urgent overdue. £20?")]


@pytest.mark.parametrize(("why", "error"), NOT_SENT.items())
def test_a_message_that_was_refused_did_not_arrive(way, why, error):
    way.refuse(why)
    with pytest.raises(error) as raised:
        way.channel.send(PERSON, "NYP K7MX", "words")
    assert type(raised.value) is error
    assert ADDRESS not in str(raised.value)
    assert way.arrived == []


def test_a_message_whose_answer_was_lost_is_in_doubt_and_arrived_at_most_once(way):
    way.lose_the_answer()
    with pytest.raises(Unconfirmed):
        way.channel.send(PERSON, "NYP K7MX", "words")
    assert way.arrived == [("NYP K7MX", "words")]


@pytest.fixture
def ses():
    with mock_aws():
        yield ThroughSes()


def test_an_email_goes_from_the_forces_own_address_to_one_person_alone(ses):
    ses.channel.send(PERSON, "NYP K7MX", "words")
    (email,) = ses.sent
    assert (email.source, email.destinations) == (SENDER, {"ToAddresses": [ADDRESS]})


def test_an_email_asks_for_no_automatic_answer(ses):
    asked = []
    ses.client.meta.events.register(
        "provide-client-params.sesv2.SendEmail", lambda params, **_: asked.append(params)
    )
    ses.channel.send(PERSON, "NYP K7MX", "words")
    message = asked[0]["Content"]["Simple"]
    assert message["Headers"] == [{"Name": "Auto-Submitted", "Value": "auto-generated"}]
    assert set(message["Body"]) == {"Text"}


def test_an_address_nobody_verified_for_the_force_needs_a_person(ses):
    with pytest.raises(NeedsAPerson, match="SES answered MessageRejected"):
        SesEmail(ses.client, "somebody@elsewhere.example").send(PERSON, "NYP K7MX", "words")
