"""Reads the state of our account from SNS.

In the sandbox and beyond the monthly limit SNS accepts texts and drops them.

https://docs.aws.amazon.com/sns/latest/dg/sms_preferences.html
https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watchdesk.aws.errors import aws_request
from watchdesk.oversight.aws.cloudwatch import CloudWatchMetric, metric_values
from watchdesk.oversight.ports import SmsSpend

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_sns import SNSClient

DEFAULT_LIMIT = 1.0
"""US dollars a month. This limit holds until AWS Support raises it."""
AN_HOUR = timedelta(hours=1)
SPENT = CloudWatchMetric("AWS/SNS", "SMSMonthToDateSpentUSD", "Maximum", period=AN_HOUR // timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class SnsSmsAccount:
    """The port SmsAccount."""

    sns: "SNSClient"
    cloudwatch: "CloudWatchClient"

    def is_in_sandbox(self) -> bool:
        with aws_request("GetSMSSandboxAccountStatus"):
            return self.sns.get_sms_sandbox_account_status()["IsInSandbox"]

    def spend(self, now: datetime) -> SmsSpend:
        """Return the highest value of this month. The metric is written while texts are sent, and only grows."""
        with aws_request("GetSMSAttributes"):
            attributes = self.sns.get_sms_attributes(attributes=["MonthlySpendLimit"])["attributes"]
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        (spent,) = metric_values(self.cloudwatch, [SPENT], month, max(now, month + AN_HOUR))
        limit = float(attributes.get("MonthlySpendLimit") or DEFAULT_LIMIT)
        return SmsSpend(spent=max(spent, default=0.0), limit=limit)

    def opted_out(self) -> frozenset[str]:
        with aws_request("ListPhoneNumbersOptedOut"):
            pages = self.sns.get_paginator("list_phone_numbers_opted_out").paginate()
            return frozenset(number for page in pages for number in page["phoneNumbers"])
