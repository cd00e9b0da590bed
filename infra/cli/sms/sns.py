"""SNS: what an account must be told once, by hand, because no template can.

https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from infra.cli.sms.account_status import SmsAccountStatus, account_status
from watchdesk.aws.errors import aws_request
from watchdesk.oversight.ports import SmsAccount

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

ROLE, SAMPLE, KIND, LIMIT = (
    "DeliveryStatusIAMRole",
    "DeliveryStatusSuccessSamplingRate",
    "DefaultSMSType",
    "MonthlySpendLimit",
)
EVERY_TEXT = "100"
"""Percent of the successes that are reported; failures always are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnsSetup:
    """A SmsAccountSetup. What it is told holds for the whole AWS account and region, not for one stack."""

    client: "SNSClient"
    account: SmsAccount
    reports_role: str | None
    """Lets SNS report; None if this stack does not take the reports."""

    def standing(self, now: datetime) -> SmsAccountStatus:
        with aws_request("GetSMSAttributes"):
            told = self.client.get_sms_attributes()["attributes"]
        problems = [
            f"{name} is {told.get(name) or 'not set'}, not {value}: say `watchdesk sms setup`"
            for name, value in wanted(self.reports_role).items()
            if told.get(name) != value
        ]
        return account_status("sns", self.account, now, told, problems)

    def set_up(self, spend_limit: int | None) -> Sequence[str]:
        limit = {} if spend_limit is None else {LIMIT: str(spend_limit)}
        told = {**wanted(self.reports_role), **limit}
        tell(self.client, told)
        return [f"{name} = {value}" for name, value in told.items()]


def wanted(reports_role: str | None) -> Mapping[str, str]:
    """What SNS must be told for a stack with this role."""
    reports = {ROLE: reports_role, SAMPLE: EVERY_TEXT} if reports_role else {}
    return {KIND: "Transactional", **reports}


def tell(client: "SNSClient", attributes: Mapping[str, str]) -> None:
    with aws_request("SetSMSAttributes"):
        client.set_sms_attributes(attributes=attributes)
