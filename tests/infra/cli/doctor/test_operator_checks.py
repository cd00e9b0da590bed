"""What the doctor looks at beside what the audit does: links, subscriptions, clocks and providers."""

import pytest

from infra.cli.doctor.operator_checks import CheckClock, CheckLinks, CheckSmsSetup, CheckSubscriptions
from infra.cli.doctor.run_checks import CheckStatus, run_checks
from infra.cli.sms.account_status import SmsAccountStatus
from tests.fakes.clock import FakeClock
from watchdesk.oversight.domain.finding_kinds import FindingName


def found(check) -> list[tuple[str, str]]:
    return [(result.finding.name, result.finding.detail) for result in check()]


@pytest.mark.parametrize(("length", "is_wrong"), [(60, False), (120, True)])
def test_a_base_that_no_text_has_room_for_is_wrong(length, is_wrong):
    base = "https://" + "a" * (length - 16) + ".example"
    names = [name for name, _ in found(CheckLinks(base=base, clock=FakeClock()))]
    assert names == ([FindingName.LINKS_LONG] if is_wrong else [])


class Topic:
    """A topic with these subscriptions."""

    def __init__(self, *arns: str) -> None:
        self.pages = [{"Subscriptions": [{"SubscriptionArn": arn}]} for arn in arns] or [{"Subscriptions": []}]

    def get_paginator(self, _):
        return self

    def paginate(self, **_):
        return self.pages


@pytest.mark.parametrize(
    ("arns", "detail"),
    [
        ((), "no subscription"),
        (("PendingConfirmation",), "1 not confirmed"),
        (("PendingConfirmation", "arn:aws:sns:x"), None),
    ],
)
def test_somebody_must_have_confirmed_that_they_hear_the_alarms(arns, detail):
    details = [each for _, each in found(CheckSubscriptions(sns=Topic(*arns), topic="t", clock=FakeClock()))]
    assert details == ([detail] if detail else [])


class Dated:
    def __init__(self, **headers: str) -> None:
        self.headers = headers

    def get_item(self, **_):
        return {"ResponseMetadata": {"HTTPHeaders": self.headers}}


@pytest.mark.parametrize(
    ("date", "detail"),
    [
        ("Mon, 02 Mar 2026 12:00:29 GMT", None),
        ("Mon, 02 Mar 2026 12:00:45 GMT", "45 seconds"),
        ("Mon, 02 Mar 2026 11:59:00 GMT", "60 seconds"),
    ],
)
def test_a_clock_that_is_off_is_said_to_be(date, detail):
    check = CheckClock(dynamodb=Dated(date=date), table="t", clock=FakeClock())
    assert [each for _, each in found(check)] == ([detail] if detail else [])


def test_a_time_that_aws_does_not_say_is_unknown():
    check = CheckClock(dynamodb=Dated(), table="t", clock=FakeClock())
    assert [answer.status for answer in run_checks([check], {})] == [CheckStatus.UNKNOWN]


class Standing:
    def status(self, _):
        problems = [
            "the account is in the sandbox: ask AWS to lift it",
            "DeliveryStatusIAMRole is not set, not x: say `watchdesk sms setup`",
        ]
        return SmsAccountStatus(provider="sns", settings={}, problems=problems)


def test_what_the_provider_was_not_told_is_shown_once():
    (only,) = found(CheckSmsSetup(texting=Standing(), clock=FakeClock()))
    assert only[0] is FindingName.SMS_SETUP
    assert "watchdesk sms setup" in only[1]
