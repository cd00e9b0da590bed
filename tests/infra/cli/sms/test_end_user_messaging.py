"""An operator sees what keeps a text or its answer from arriving, and brings answers to the stack."""

import pytest

from infra.cli.stack_description import texting_settings
from tests.fakes.end_user_messaging import loopback_messaging
from tests.infra.cli.sms.texting_stack import ORIGIN, TOPIC, Account

LIMITS = {
    "SpendLimits": [
        {"Name": name, "EnforcedLimit": 60, "MaxLimit": 100, "Overridden": True}
        for name in ("VOICE_MESSAGE_MONTHLY_SPEND_LIMIT", "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT")
    ]
}
ANSWERED = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC, "Status": "ACTIVE"}


@pytest.fixture
def messaging(aws):
    with loopback_messaging() as server:
        server.answers = {
            "DescribeAccountAttributes": {"AccountAttributes": [{"Name": "ACCOUNT_TIER", "Value": "PRODUCTION"}]},
            "DescribeSpendLimits": LIMITS,
            "DescribeOptedOutNumbers": {"OptedOutNumbers": [{"OptedOutNumber": "+447700900001"}]},
            "DescribePools": {"Pools": [{"PoolId": "pool-ridings", **ANSWERED}]},
            "DescribePhoneNumbers": {"PhoneNumbers": [{"PhoneNumberId": "phone-ridings", **ANSWERED}]},
            "UpdatePool": {},
            "UpdatePhoneNumber": {},
            "SetTextMessageSpendLimitOverride": {"MonthlyLimit": 80},
        }
        yield server


def eum(messaging, origin="pool/pool-ridings"):
    return Account(messaging, SmsProvider="eum", SmsOriginationIdentity=f"{ORIGIN}{origin}")


@pytest.mark.parametrize("origin", ["pool/pool-ridings", "phone-number/phone-ridings", "sender-id/RIDINGS/GB"])
def test_end_user_messaging_stands_well_if_answers_come_to_this_stack(messaging, origin):
    account = eum(messaging, origin)
    account.has_spent(12.5, "AWS/SMSVoice", "TextMessageMonthlySpend")
    code, status = account.shown()
    assert (code, status["problems"]) == (0, [])
    assert (status["spent"], status["limit"], status["opted_out"]) == (12.5, 60.0, 1)


@pytest.mark.parametrize(
    ("pool", "problem"),
    [
        ({"TwoWayEnabled": False}, "answers by text do not reach this stack"),
        ({"TwoWayChannelArn": f"{TOPIC}-of-another"}, "answers by text do not reach this stack"),
        ({"Status": "PENDING"}, "is PENDING"),
    ],
)
def test_what_keeps_answers_or_texts_away_is_told(messaging, pool, problem):
    messaging.answers["DescribePools"] = {"Pools": [{"PoolId": "pool-ridings", **ANSWERED, **pool}]}
    code, status = eum(messaging).shown()
    assert (code, len(status["problems"]), problem in status["problems"][0]) == (1, 1, True)


def test_the_sandbox_of_end_user_messaging_is_told(messaging):
    messaging.answers["DescribeAccountAttributes"]["AccountAttributes"][0]["Value"] = "SANDBOX"
    code, status = eum(messaging).shown()
    assert (code, status["is_in_sandbox"]) == (1, True)


@pytest.mark.parametrize(
    ("origin", "operation", "identity"),
    [
        ("pool/pool-ridings", "UpdatePool", {"PoolId": "pool-ridings"}),
        ("phone-number/phone-ridings", "UpdatePhoneNumber", {"PhoneNumberId": "phone-ridings"}),
    ],
)
def test_setup_brings_answers_to_this_stack(messaging, origin, operation, identity):
    told = eum(messaging, origin).run("setup").stdout
    assert messaging.asked == [(operation, {**identity, "TwoWayEnabled": True, "TwoWayChannelArn": TOPIC})]
    assert told == f"answers to {origin} go to {TOPIC}\n"


def test_setup_leaves_a_sender_id_alone_but_for_what_it_may_spend(messaging):
    assert eum(messaging, "sender-id/RIDINGS/GB").run("setup", "--spend-limit", "80").exit_code == 0
    assert messaging.asked == [("SetTextMessageSpendLimitOverride", {"MonthlyLimit": 80})]


def test_who_may_not_ask_is_told_so_in_one_line(messaging):
    del messaging.answers["DescribePools"]
    refused = eum(messaging).run("show")
    assert refused.exit_code == 3
    assert "AWS denies describing pool/pool-ridings" in refused.stderr


def test_an_operator_texts_by_what_the_stack_made_of_its_parameters():
    parameters = {"SmsProvider": "eum", "SmsOriginationIdentity": "pool/pool-ridings", "SmsConfigurationSet": ""}
    outputs = {"SmsOriginationIdentity": f"{ORIGIN}pool/pool-ridings", "SmsConfigurationSet": "made-by-the-stack"}
    settings = texting_settings(parameters, outputs)
    assert settings.channel_settings["sms_origination_identity"] == f"{ORIGIN}pool/pool-ridings"
    assert settings.channel_settings["sms_configuration_set"] == "made-by-the-stack"
