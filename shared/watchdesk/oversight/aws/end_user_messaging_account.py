"""Reads the state of our account from End User Messaging: sandbox, spending and opted-out numbers.

https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html
https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-cloudwatch.html
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watchdesk.aws.errors import aws_request
from watchdesk.oversight.aws.cloudwatch import CloudWatchMetric, metric_values
from watchdesk.oversight.ports import SmsSpend

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_pinpoint_sms_voice_v2 import PinpointSMSVoiceV2Client

AN_HOUR = timedelta(hours=1)
SPENT = CloudWatchMetric(
    "AWS/SMSVoice", "TextMessageMonthlySpend", "Maximum", period=AN_HOUR // timedelta(seconds=1)
)
OPT_OUTS = "Default"
"""The opt-out list of all numbers and pools that have no list of their own."""


@dataclass(frozen=True, slots=True)
class EndUserMessagingAccount:
    """The port SmsAccount."""

    client: "PinpointSMSVoiceV2Client"
    cloudwatch: "CloudWatchClient"

    def is_in_sandbox(self) -> bool:
        with aws_request("DescribeAccountAttributes"):
            attributes = self.client.describe_account_attributes()["AccountAttributes"]
        return {"Name": "ACCOUNT_TIER", "Value": "SANDBOX"} in attributes

    def spend(self, now: datetime) -> SmsSpend:
        """Return the highest value of this month. The metric is written while texts are sent, and only grows."""
        with aws_request("DescribeSpendLimits"):
            limits = self.client.describe_spend_limits()["SpendLimits"]
        (limit,) = [entry for entry in limits if entry["Name"] == "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"]
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        (spent,) = metric_values(self.cloudwatch, [SPENT], month, max(now, month + AN_HOUR))
        return SmsSpend(spent=max(spent, default=0.0), limit=float(limit["EnforcedLimit"]))

    def opted_out(self) -> frozenset[str]:
        with aws_request("DescribeOptedOutNumbers"):
            pages = self.client.get_paginator("describe_opted_out_numbers").paginate(OptOutListName=OPT_OUTS)
            return frozenset(entry["OptedOutNumber"] for page in pages for entry in page["OptedOutNumbers"])
