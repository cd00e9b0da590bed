"""Checks that the audit cannot make from its function, or that need no report to the operators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from infra.cli.sms.account_status import SmsAccountSetup
from watchdesk.alerting.sms.alert_text import check_link_base
from watchdesk.aws.errors import aws_request
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, TryLater
from watchdesk.oversight.domain.finding_kinds import FindingName
from watchdesk.oversight.domain.incident import Finding
from watchdesk.oversight.usecases.checks.check import CheckResult

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sns import SNSClient

MOST_SKEW = timedelta(seconds=30)
UNCONFIRMED = "PendingConfirmation"
"""AWS shows this instead of an ARN. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html"""
CHECKED_BY_AUDIT = ("sandbox", "spent this month")
"""Words in the problems that the audit's own checks report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckHeartbeat:
    """Finds that no monitor outside AWS is configured."""

    url: str
    clock: Clock
    name: str = "heartbeat"

    def __call__(self) -> Iterator[CheckResult]:
        if not self.url:
            yield CheckResult(Finding(name=FindingName.HEARTBEAT_UNSET, since=self.clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSubscriptions:
    """Finds that nobody receives the alarms."""

    sns: "SNSClient"
    topic: str
    clock: Clock
    name: str = "alarms"

    def __call__(self) -> Iterator[CheckResult]:
        with aws_request("ListSubscriptionsByTopic"):
            pages = self.sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=self.topic)
            arns = [entry["SubscriptionArn"] for page in pages for entry in page["Subscriptions"]]
        waiting = arns.count(UNCONFIRMED)
        if waiting == len(arns):
            detail = f"{waiting} not confirmed" if waiting else "no subscription"
            yield CheckResult(Finding(name=FindingName.ALARMS_UNHEARD, since=self.clock.now(), detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLinks:
    """Finds that the address of the links is too long for a text."""

    base: str
    clock: Clock
    name: str = "links"

    def __call__(self) -> Iterator[CheckResult]:
        try:
            check_link_base(self.base)
        except Defect as error:
            detail = f"{len(self.base)} characters: {error}"
            yield CheckResult(Finding(name=FindingName.LINKS_LONG, since=self.clock.now(), detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSmsSetup:
    """Finds settings at the provider of texts that an operator must change."""

    texting: SmsAccountSetup
    clock: Clock
    name: str = "sms_setup"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        for number, problem in enumerate(self.texting.status(now).problems, start=1):
            if not any(words in problem for words in CHECKED_BY_AUDIT):
                yield CheckResult(
                    Finding(name=FindingName.SMS_SETUP, since=now, about=str(number), detail=problem)
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckClock:
    """Compares the local clock with the Date header of an AWS response."""

    dynamodb: "DynamoDBClient"
    table: str
    clock: Clock
    name: str = "clock"

    def __call__(self) -> Iterator[CheckResult]:
        nothing: Any = {"pk": {"S": "clock"}, "sk": {"S": "clock"}}
        with aws_request("GetItem"):
            answer = self.dynamodb.get_item(TableName=self.table, Key=nothing)
        now, said = self.clock.now(), answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        if said is None:
            raise TryLater("AWS did not say what time it is")
        skew = abs(now - parsedate_to_datetime(said))
        if skew > MOST_SKEW:
            detail = f"{skew / timedelta(seconds=1):.0f} seconds"
            yield CheckResult(Finding(name=FindingName.CLOCK_SKEWED, since=now, detail=detail))
