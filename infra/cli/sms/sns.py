"""The settings of SNS that an account needs once, and that no template can make.

https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from infra.cli.sms.account_status import MakeClient, SmsAccountStatus, account_status
from watchdesk.aws.errors import aws_request
from watchdesk.oversight.aws.sns_account import SnsSmsAccount
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
    """The port SmsAccountSetup. Its settings hold for the whole AWS account and region, not for one stack."""

    client: "SNSClient"
    account: SmsAccount
    reports_role: str | None
    """The role by which SNS reports deliveries; None if this stack takes no reports."""

    @classmethod
    def of_stack(cls, outputs: Mapping[str, str], client: MakeClient) -> Self:
        sns = client("sns")
        return cls(
            client=sns,
            account=SnsSmsAccount(sns, client("cloudwatch")),
            reports_role=outputs.get("TextReportsRoleArn"),
        )

    def status(self, now: datetime) -> SmsAccountStatus:
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
    """Return the settings of SNS that a stack with this role needs."""
    reports = {ROLE: reports_role, SAMPLE: EVERY_TEXT} if reports_role else {}
    return {KIND: "Transactional", **reports}


def tell(client: "SNSClient", attributes: Mapping[str, str]) -> None:
    with aws_request("SetSMSAttributes"):
        client.set_sms_attributes(attributes=attributes)
