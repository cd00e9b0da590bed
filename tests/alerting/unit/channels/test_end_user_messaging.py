"""How End User Messaging is asked to send a text, and what its reasons for refusing one mean."""

from typing import Any

import pytest

from tests.alerting.contract.channel_rigs import PHONE, POOL, a_client
from tests.fakes.end_user_messaging import loopback_messaging
from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
from watchdesk.alerting.channels.end_user_messaging.facts import SERVICE
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.core.errors import NeedsAPerson, QuotaSpent, Refused

MESSAGE = ChannelMessage(address=PHONE, body="words", context={"alert": "A000000001"})


@pytest.fixture
def messaging():
    with loopback_messaging() as server:
        yield server


def through(server: Any, **named: str) -> EndUserMessagingChannel:
    client = a_client(SERVICE, server.url)
    return EndUserMessagingChannel(client=client, **{"origination_identity": POOL} | named)


def test_a_text_is_transactional_short_lived_and_of_a_bounded_price(messaging):
    through(messaging).send(MESSAGE)
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
    through(messaging, configuration_set="receipts", protect_configuration="britain").send(MESSAGE)
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
        through(messaging).send(MESSAGE)
    assert type(raised.value) is error
    assert str(raised.value) == f"End User Messaging answered {code} {more.get('Reason', '')}".rstrip()


@pytest.mark.parametrize(
    ("origin", "takes_replies"),
    [("pool/pool-1", True), ("phone-number/n-1", True), ("sender-id/Ridings/GB", False)],
)
def test_a_sender_id_takes_no_replies(messaging, origin, takes_replies):
    arn = f"arn:aws:sms-voice:eu-west-2:123456789012:{origin}"
    assert through(messaging, origination_identity=arn).takes_replies is takes_replies
