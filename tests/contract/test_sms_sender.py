"""Whatever carries a text takes it at most once, says in our words what became of it, and names no number."""

from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.sns import sns_backends

from tests.builders import a_person
from tests.fakes.end_user_messaging import loopback_messaging
from tests.fakes.texts import Phones
from watchdesk.adapters.end_user_messaging import SERVICE, EndUserMessagingSms
from watchdesk.adapters.send_once import SEND_ONCE
from watchdesk.adapters.sns import SnsSms
from watchdesk.domain.errors import (
    NeedsAPerson,
    OptedOut,
    QuotaSpent,
    Refused,
    TryLater,
    Unconfirmed,
)

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
        self.sender = EndUserMessagingSms(client=_client_of(server.url), origination_identity=POOL)
        self.unreachable = EndUserMessagingSms(client=_client_of("http://127.0.0.1:9"), origination_identity=POOL)

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


def _client_of(url: str) -> Any:
    return boto3.client(SERVICE, config=SEND_ONCE, endpoint_url=url, **CREDENTIALS)


@pytest.fixture(params=["fake", "sns", "end_user_messaging"])
def way(request):
    match request.param:
        case "fake":
            yield ThroughPhones()
        case "sns":
            with mock_aws():
                yield ThroughSns()
        case _:
            with loopback_messaging() as server:
                yield ThroughEndUserMessaging(server)


def test_a_text_arrives_once_and_its_id_is_its_own(way):
    ids = [way.sender.send(PHONE, words) for words in ("first", "second")]
    assert way.arrived == ["first", "second"]
    assert len(set(ids)) == 2
    assert all(ids)


def test_our_own_ids_may_go_with_a_text(way):
    assert way.sender.send(PHONE, "words", {"alert": "A000000001", "try": "1"})
    assert way.arrived == ["words"]


@pytest.mark.parametrize(("why", "error"), NOT_SENT.items())
def test_a_text_that_was_refused_did_not_arrive_and_is_not_tried_again(way, why, error):
    way.refuse(why)
    with pytest.raises(error) as raised:
        way.sender.send(PHONE, "words")
    assert type(raised.value) is error
    assert PHONE not in str(raised.value)
    assert (way.arrived, way.calls) == ([], 1)


def test_a_text_whose_answer_was_lost_is_in_doubt_and_arrived_at_most_once(way):
    way.lose_the_answer()
    with pytest.raises(Unconfirmed):
        way.sender.send(PHONE, "words")
    assert (way.arrived, way.calls) == (["words"], 1)


def test_a_text_that_never_left_may_be_tried_later(way):
    with pytest.raises(TryLater):
        way.unreachable.send(PHONE, "words")
    assert way.arrived == []


@pytest.fixture
def messaging():
    with loopback_messaging() as server:
        yield server


def through(server: Any, **named: str) -> EndUserMessagingSms:
    return EndUserMessagingSms(client=_client_of(server.url), origination_identity=POOL, **named)


def test_a_text_is_transactional_short_lived_and_of_a_bounded_price(messaging):
    through(messaging).send(PHONE, "words", {"alert": "A000000001"})
    assert messaging.sent == [
        {
            "DestinationPhoneNumber": PHONE,
            "OriginationIdentity": POOL,
            "MessageBody": "words",
            "MessageType": "TRANSACTIONAL",
            "MaxPrice": "0.50",
            "TimeToLive": 900,
            "Context": {"alert": "A000000001"},
        }
    ]


def test_a_text_names_where_its_receipts_go_and_what_protects_it(messaging):
    through(messaging, configuration_set="receipts", protect_configuration="britain").send(PHONE, "words")
    (sent,) = messaging.sent
    assert (sent["ConfigurationSetName"], sent["ProtectConfigurationId"]) == ("receipts", "britain")


@pytest.mark.parametrize(
    ("code", "more", "error"),
    [
        ("ConflictException", {"Reason": "DESTINATION_PHONE_NUMBER_NOT_VERIFIED"}, Refused),
        ("ConflictException", {"Reason": "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION"}, Refused),
        ("ConflictException", {"Reason": "RESOURCE_NOT_ACTIVE"}, NeedsAPerson),
        ("ConflictException", {"Reason": "NO_ORIGINATION_IDENTITIES_FOUND"}, NeedsAPerson),
        ("ValidationException", {"Reason": "PRICE_OVER_THRESHOLD"}, Refused),
        (
            "ValidationException",
            {"Reason": "FIELD_VALIDATION_FAILED", "Fields": [{"Name": "ConfigurationSetName", "Message": "no"}]},
            NeedsAPerson,
        ),
        ("ServiceQuotaExceededException", {"Reason": "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"}, QuotaSpent),
        ("ResourceNotFoundException", {"ResourceType": "pool", "ResourceId": "pool-ridings"}, NeedsAPerson),
    ],
)
def test_a_reason_says_whether_the_number_or_the_account_is_to_blame(messaging, code, more, error):
    messaging.refuse(code, **more)
    with pytest.raises(error) as raised:
        through(messaging).send(PHONE, "words")
    assert type(raised.value) is error
    assert str(raised.value) == f"End User Messaging answered {code} {more.get('Reason', '')}".rstrip()
