"""Whatever carries a text takes it at most once, says in our words what became of it, and names no number."""

from typing import Any

import pytest
from moto import mock_aws

from tests.alerting.contract.sms_channels import (
    NOT_SENT,
    PHONE,
    POOL,
    ThroughEndUserMessaging,
    ThroughPhones,
    ThroughSns,
    client_of,
)
from tests.fakes.end_user_messaging import loopback_messaging
from watchdesk.alerting.channels.end_user_messaging_sms import EndUserMessagingSms
from watchdesk.core.errors import NeedsAPerson, QuotaSpent, Refused, TryLater, Unconfirmed


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
    return EndUserMessagingSms(client=client_of(server.url), origination_identity=POOL, **named)


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
