"""Three ways a text may go, and how each is made to refuse it, to lose it and to say nothing of it."""

from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.sns import sns_backends

from tests.builders import a_person
from tests.fakes.texts import Phones
from watchdesk.alerting.channels.end_user_messaging_sms import SERVICE, EndUserMessagingSms
from watchdesk.alerting.channels.sns_sms import SnsSms
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, TryLater, Unconfirmed

PHONE = "+447700900001"
REGION = "eu-west-2"
POOL = "arn:aws:sms-voice:eu-west-2:123456789012:pool/pool-ridings"
CREDENTIALS = {"region_name": REGION, "aws_access_key_id": "x", "aws_secret_access_key": "x"}
NOT_SENT = {
    "busy": TryLater,
    "broken": TryLater,
    "bad number": Refused,
    "opted out": OptedOut,
    "denied": NeedsAPerson,
}
OF_SNS = {
    "busy": ("Throttled", 429),
    "broken": ("InternalError", 500),
    "bad number": ("InvalidParameter", 400),
    "opted out": ("OptedOut", 400),
    "denied": ("AuthorizationError", 403),
}
OF_END_USER_MESSAGING = {
    "busy": ("ThrottlingException", 400, {}),
    "broken": ("InternalServerException", 500, {}),
    "bad number": (
        "ValidationException",
        400,
        {"Reason": "FIELD_VALIDATION_FAILED", "Fields": [{"Name": "DestinationPhoneNumber", "Message": "no"}]},
    ),
    "opted out": ("ConflictException", 400, {"Reason": "DESTINATION_PHONE_NUMBER_OPTED_OUT"}),
    "denied": ("AccessDeniedException", 400, {"Reason": "ACCOUNT_DISABLED"}),
}


class ThroughPhones:
    def __init__(self) -> None:
        self.sender = Phones([a_person(phone=PHONE)])
        self.unreachable = Phones([])
        self.unreachable.trouble(TryLater("nobody there"))

    @property
    def arrived(self) -> list[str]:
        return [text.words for text in self.sender.arrived]

    @property
    def calls(self) -> int:
        return self.sender.attempts

    def refuse(self, why: str) -> None:
        self.sender.trouble(NOT_SENT[why]("refused"))

    def lose_the_answer(self) -> None:
        self.sender.trouble(Unconfirmed("lost"), arrives=True)


class ThroughSns:
    """SNS on moto; what moto never answers is put in its place, where it would answer."""

    def __init__(self) -> None:
        self.client = boto3.client("sns", config=SEND_ONCE, **CREDENTIALS)
        self.sender = SnsSms(self.client)
        nowhere = boto3.client("sns", config=SEND_ONCE, endpoint_url="http://127.0.0.1:9", **CREDENTIALS)
        nowhere.meta.events.unregister("before-send", botocore_stubber)
        self.unreachable = SnsSms(nowhere)
        self.calls = 0
        self._answer: Any = None
        self._loses = False
        self.client.meta.events.register_first("before-send.sns.Publish", self._before)
        self.client.meta.events.register("after-call.sns.Publish", self._after)

    @property
    def arrived(self) -> list[str]:
        return [text for _, text in sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values()]

    def refuse(self, why: str) -> None:
        code, status = OF_SNS[why]
        self._answer = AWSResponse(REGION, status, {}, _Raw(code))
        self.client.meta.events.unregister("before-send", botocore_stubber)

    def lose_the_answer(self) -> None:
        self._loses = True

    def _before(self, **_: Any) -> AWSResponse | None:
        self.calls += 1
        return self._answer

    def _after(self, **_: Any) -> None:
        if self._loses:
            raise ReadTimeoutError(endpoint_url="https://sns.example")


class _Raw:
    """What urllib3 would give botocore for an error of SNS that names the number."""

    def __init__(self, code: str) -> None:
        said = (
            f"<ErrorResponse><Error><Code>{code}</Code><Message>not for {PHONE}</Message></Error></ErrorResponse>"
        )
        self._said = said.encode()

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [self._said]


class ThroughEndUserMessaging:
    def __init__(self, server: Any) -> None:
        self.server = server
        self.sender = EndUserMessagingSms(client=client_of(server.url), origination_identity=POOL)
        self.unreachable = EndUserMessagingSms(client=client_of("http://127.0.0.1:9"), origination_identity=POOL)

    @property
    def arrived(self) -> list[str]:
        return [each["MessageBody"] for each in self.server.sent]

    @property
    def calls(self) -> int:
        return len(self.server.calls)

    def refuse(self, why: str) -> None:
        code, status, more = OF_END_USER_MESSAGING[why]
        self.server.refuse(code, status, Message=f"not for {PHONE}", **more)

    def lose_the_answer(self) -> None:
        self.server.lose_the_answer()


def client_of(url: str) -> Any:
    return boto3.client(SERVICE, config=SEND_ONCE, endpoint_url=url, **CREDENTIALS)
