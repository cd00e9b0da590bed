"""An operator sees what keeps a text from arriving, and tells the provider what the stack needs."""

import json
from datetime import timedelta
from typing import NamedTuple

import boto3
import pytest
from click.testing import CliRunner

from infra.deskctl.cli import cli
from infra.deskctl.described import texting_settings
from infra.deskctl.texting.account import texting_account
from tests.fakes import NOON, FakeClock
from tests.fakes.end_user_messaging import loopback_messaging

ROLE = "arn:aws:iam::123456789012:role/reports"
TOPIC = "arn:aws:sns:eu-west-2:123456789012:inbound"
ORIGIN = "arn:aws:sms-voice:eu-west-2:123456789012:"
ACCESS = {"region_name": "eu-west-2", "aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


class Answer(NamedTuple):
    status_code: int


class Account:
    """A stack of which only its outputs and its account matter; `messaging` is where End User Messaging is."""

    def __init__(self, messaging=None, **outputs):
        self.clock = FakeClock(NOON)
        self.outputs = {"InboundTextsTopicArn": TOPIC, "ApiUrl": "https://api.example", **outputs}
        self.is_in_sandbox = False
        self._messaging = messaging

    def output(self, name):
        return self.outputs[name]

    @property
    def texting(self):
        return texting_account(self.outputs, self.client)

    def client(self, service):
        if service == "pinpoint-sms-voice-v2":
            return boto3.client(service, endpoint_url=self._messaging.url, **ACCESS)
        client = boto3.client(service, **ACCESS)
        # Moto knows no sandbox: the question is answered before it gets there.
        answer = Answer(200), {"IsInSandbox": self.is_in_sandbox}
        client.meta.events.register("before-call.sns.GetSMSSandboxAccountStatus", lambda **_: answer)
        return client

    def has_spent(self, dollars, namespace="AWS/SNS", metric="SMSMonthToDateSpentUSD"):
        datum = {"MetricName": metric, "Value": dollars, "Timestamp": NOON - timedelta(minutes=10)}
        self.client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=[datum])

    def run(self, *words):
        return CliRunner(mix_stderr=False).invoke(cli, ["sms", *words], obj=self)

    def shown(self):
        result = self.run("show", "--json")
        return result.exit_code, json.loads(result.stdout)


@pytest.fixture
def sns(aws):
    account = Account(SmsProvider="sns", TextReportsRoleArn=ROLE)
    account.client("sns").set_sms_attributes(attributes={"MonthlySpendLimit": "50"})
    return account


def test_what_sns_was_never_told_is_shown_and_setup_tells_it(sns):
    code, before = sns.shown()
    assert code == 1
    assert [problem.partition(" is ")[0] for problem in before["problems"]] == [
        "DefaultSMSType",
        "DeliveryStatusIAMRole",
        "DeliveryStatusSuccessSamplingRate",
    ]
    assert sns.run("setup").stdout.splitlines() == [
        "DefaultSMSType = Transactional",
        f"DeliveryStatusIAMRole = {ROLE}",
        "DeliveryStatusSuccessSamplingRate = 100",
    ]
    code, after = sns.shown()
    assert (code, after["problems"], after["limit"]) == (0, [], 50.0)
    assert "Nothing keeps a text from arriving." in sns.run("show").stdout


def test_setup_may_raise_what_texts_may_cost_and_else_leaves_it_alone(sns):
    sns.run("setup")
    assert sns.shown()[1]["limit"] == 50.0
    assert "MonthlySpendLimit = 75" in sns.run("setup", "--spend-limit", "75").stdout
    assert sns.shown()[1]["limit"] == 75.0
    assert sns.run("setup", "--spend-limit", "0").exit_code == 64


def test_a_stack_that_does_not_own_the_reports_leaves_them_to_the_one_that_does(aws):
    account = Account(SmsProvider="sns")
    assert account.run("setup").stdout == "DefaultSMSType = Transactional\n"
    assert account.shown()[0] == 0


@pytest.mark.parametrize(("dollars", "code"), [(39.99, 0), (40, 1), (50, 1)])
def test_a_limit_that_is_nearly_reached_is_told_before_texts_stop(sns, dollars, code):
    sns.run("setup")
    sns.has_spent(dollars)
    shown = sns.run("show")
    assert (shown.exit_code, f"Spent this month: {dollars:.2f} of 50.00" in shown.stdout) == (code, True)


def test_the_sandbox_is_told_first(sns):
    sns.is_in_sandbox = True
    code, standing = sns.shown()
    assert (code, "sandbox" in standing["problems"][0]) == (1, True)


def test_no_number_is_shown_though_it_is_counted_who_opted_out(sns):
    shown = sns.run("show").stdout
    assert f"Numbers that have opted out: {sns.shown()[1]['opted_out']}" in shown
    assert sns.shown()[1]["opted_out"] > 0
    assert "+44" not in shown


def test_an_address_whose_links_no_text_has_room_for_is_told(sns):
    sns.run("setup")
    sns.outputs["ApiUrl"] = f"https://{'long.' * 20}example"
    code, standing = sns.shown()
    assert (code, len(standing["problems"]), "too long" in standing["problems"][0]) == (1, 1, True)


def test_a_stack_in_maintenance_says_so_loudly():
    account = Account(SmsProvider="none")
    shown = account.run("show")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("Texts leave by: NOTHING")
    assert account.run("setup").stdout == "There is nothing to set up: this stack texts nobody.\n"


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
    code, standing = account.shown()
    assert (code, standing["problems"]) == (0, [])
    assert (standing["spent"], standing["limit"], standing["opted_out"]) == (12.5, 60.0, 1)


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
    code, standing = eum(messaging).shown()
    assert (code, len(standing["problems"]), problem in standing["problems"][0]) == (1, 1, True)


def test_the_sandbox_of_end_user_messaging_is_told(messaging):
    messaging.answers["DescribeAccountAttributes"]["AccountAttributes"][0]["Value"] = "SANDBOX"
    code, standing = eum(messaging).shown()
    assert (code, standing["is_in_sandbox"]) == (1, True)


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
    assert settings.sms_origination_identity == f"{ORIGIN}pool/pool-ridings"
    assert settings.sms_configuration_set == "made-by-the-stack"
