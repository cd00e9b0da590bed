"""A rig for each channel: how a message goes, and how it is made to be refused, lost or answered by nobody.

Every channel of the registry has a line in RIGS, and so have the doubles that stand in for channels.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.ses import ses_backends
from moto.sns import sns_backends

from tests.builders import a_person
from tests.fakes.emails import Mailboxes
from tests.fakes.end_user_messaging import LoopbackMessaging, loopback_messaging
from tests.fakes.texts import Phones
from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
from watchdesk.alerting.channels.end_user_messaging.facts import SERVICE
from watchdesk.alerting.channels.muted.channel import MutedChannel
from watchdesk.alerting.channels.ses.channel import SesChannel
from watchdesk.alerting.channels.sns.channel import SnsChannel
from watchdesk.aws.observability import metrics
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, TryLater, Unconfirmed

PHONE, EMAIL = "+447700900001", "sergeant@ridings.example"
PERSON = a_person(phone=PHONE, email=EMAIL)
REGION, SENDER = "eu-west-2", "watchdesk@ridings.example"
POOL = "arn:aws:sms-voice:eu-west-2:123456789012:pool/pool-ridings"
NOWHERE = "http://127.0.0.1:9"
TROUBLES = {
    "busy": TryLater,
    "broken": TryLater,
    "bad address": Refused,
    "opted out": OptedOut,
    "denied": NeedsAPerson,
}
OF_SNS = {
    "busy": ("Throttled", 429),
    "broken": ("InternalError", 500),
    "bad address": ("InvalidParameter", 400),
    "opted out": ("OptedOut", 400),
    "denied": ("AuthorizationError", 403),
}
OF_SES = {
    "busy": ("TooManyRequestsException", 429),
    "broken": ("InternalFailure", 500),
    "bad address": ("BadRequestException", 400),
    "denied": ("SendingPausedException", 400),
}
OF_END_USER_MESSAGING = {
    "busy": ("ThrottlingException", 400, {}),
    "broken": ("InternalServerException", 500, {}),
    "bad address": (
        "ValidationException",
        400,
        {"Reason": "FIELD_VALIDATION_FAILED", "Fields": [{"Name": "DestinationPhoneNumber", "Message": "no"}]},
    ),
    "opted out": ("ConflictException", 400, {"Reason": "DESTINATION_PHONE_NUMBER_OPTED_OUT"}),
    "denied": ("AccessDeniedException", 400, {"Reason": "ACCOUNT_DISABLED"}),
}
REFUSALS = {"sns": OF_SNS, "eum": OF_END_USER_MESSAGING, "ses": OF_SES}
"""What each provider answers for each of the troubles it knows. The doubles know all of them."""


def a_client(service: str, url: str | None = None) -> Any:
    credentials = {"region_name": REGION, "aws_access_key_id": "x", "aws_secret_access_key": "x"}
    return boto3.client(service, config=SEND_ONCE, endpoint_url=url, **credentials)


def an_unreachable_client(service: str) -> Any:
    client = a_client(service, NOWHERE)
    client.meta.events.unregister("before-send", botocore_stubber)
    return client


class DoubleRig:
    """Phones or Mailboxes: what a use case is tested with."""

    def __init__(self, double: Callable[[list], Any]) -> None:
        self.channel, self.unreachable = double([PERSON]), double([PERSON])
        self.unreachable.trouble(TryLater("nobody there"))

    @property
    def arrived(self) -> list[str]:
        return [message.words for message in self.channel.arrived]

    @property
    def calls(self) -> int:
        return self.channel.attempts

    def refuse(self, why: str) -> None:
        self.channel.trouble(TROUBLES[why]("refused"))

    def lose_the_answer(self) -> None:
        self.channel.trouble(Unconfirmed("lost"), arrives=True)


class MotoRig:
    """A channel on moto. What moto never answers is put in its place, where it would answer."""

    def __init__(self, client: Any, operation: str) -> None:
        self.client, self.calls = client, 0
        self._answer: AWSResponse | None = None
        self._loses = False
        client.meta.events.register_first(f"before-send.{operation}", self._before)
        client.meta.events.register(f"after-call.{operation}", self._after)

    def lose_the_answer(self) -> None:
        self._loses = True

    def answer(self, answer: AWSResponse) -> None:
        self._answer = answer
        self.client.meta.events.unregister("before-send", botocore_stubber)

    def _before(self, **_: Any) -> AWSResponse | None:
        self.calls += 1
        return self._answer

    def _after(self, **_: Any) -> None:
        if self._loses:
            raise ReadTimeoutError(endpoint_url="https://aws.example")


class SnsRig(MotoRig):
    def __init__(self) -> None:
        super().__init__(a_client("sns"), "sns.Publish")
        self.channel, self.unreachable = SnsChannel(self.client), SnsChannel(an_unreachable_client("sns"))

    @property
    def arrived(self) -> list[str]:
        return [text for _, text in sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values()]

    def refuse(self, why: str) -> None:
        code, status = OF_SNS[why]
        error = f"<Error><Code>{code}</Code><Message>not for {PHONE}</Message></Error>"
        self.answer(AWSResponse(REGION, status, {}, RawBody(f"<ErrorResponse>{error}</ErrorResponse>")))


class SesRig(MotoRig):
    def __init__(self) -> None:
        super().__init__(a_client("sesv2"), "sesv2.SendEmail")
        self.client.create_email_identity(EmailIdentity=SENDER)
        self.channel = SesChannel(self.client, SENDER)
        self.unreachable = SesChannel(an_unreachable_client("sesv2"), SENDER)

    @property
    def sent(self) -> list[Any]:
        return ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages

    @property
    def arrived(self) -> list[str]:
        return [email.body for email in self.sent]

    def refuse(self, why: str) -> None:
        code, status = OF_SES[why]
        error = RawBody(f'{{"message": "not for {EMAIL}"}}')
        self.answer(AWSResponse(REGION, status, {"x-amzn-ErrorType": code}, error))


class RawBody:
    """What urllib3 would give botocore for an error that names the address."""

    def __init__(self, body: str) -> None:
        self._body = body.encode()

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [self._body]


class EndUserMessagingRig:
    """The channel on a server of the loopback: moto knows no End User Messaging."""

    def __init__(self, server: LoopbackMessaging) -> None:
        self.server = server
        self.channel, self.unreachable = self._channel(server.url), self._channel(NOWHERE)

    @staticmethod
    def _channel(url: str) -> EndUserMessagingChannel:
        return EndUserMessagingChannel(client=a_client(SERVICE, url), origination_identity=POOL)

    @property
    def arrived(self) -> list[str]:
        return [request["MessageBody"] for request in self.server.sent]

    @property
    def calls(self) -> int:
        return len(self.server.calls)

    def refuse(self, why: str) -> None:
        code, status, more = OF_END_USER_MESSAGING[why]
        self.server.refuse(code, status, Message=f"not for {PHONE}", **more)

    def lose_the_answer(self) -> None:
        self.server.lose_the_answer()


class MutedRig:
    """A channel that asks nobody: nothing is refused, nothing is lost, nothing arrives."""

    def __init__(self) -> None:
        self.channel = MutedChannel()
        self.arrived: list[str] = []


@contextmanager
def on_moto(rig: Callable[[], Any]) -> Iterator[Any]:
    with mock_aws():
        yield rig()


@contextmanager
def on_loopback() -> Iterator[EndUserMessagingRig]:
    with loopback_messaging() as server:
        yield EndUserMessagingRig(server)


@contextmanager
def muted() -> Iterator[MutedRig]:
    yield MutedRig()
    metrics.clear_metrics()


@contextmanager
def by_itself(rig: Any) -> Iterator[Any]:
    yield rig


DOUBLES: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "phones": lambda: by_itself(DoubleRig(Phones)),
    "mailboxes": lambda: by_itself(DoubleRig(lambda people: Mailboxes(lambda: people))),
}
RIGS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "sns": lambda: on_moto(SnsRig),
    "eum": on_loopback,
    "ses": lambda: on_moto(SesRig),
    "none": muted,
}
