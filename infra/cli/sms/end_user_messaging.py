"""Says where End User Messaging sends the replies to our texts, and how much may be spent.

https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from infra.cli.sms.account_status import MakeClient, SmsAccountStatus, account_status
from watchdesk.alerting.channels.end_user_messaging.facts import SERVICE
from watchdesk.aws.errors import aws_request
from watchdesk.oversight.aws.end_user_messaging_account import EndUserMessagingAccount
from watchdesk.oversight.ports import SmsAccount

if TYPE_CHECKING:
    from mypy_boto3_pinpoint_sms_voice_v2 import PinpointSMSVoiceV2Client


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserMessagingSetup:
    """The port SmsAccountSetup. A sender id takes no replies, so only its spend limit is set up."""

    client: "PinpointSMSVoiceV2Client"
    account: SmsAccount
    origin: str
    """The ARN of the pool, number or sender id that texts come from."""
    answers_topic: str
    """The ARN of the topic that takes the replies."""

    @classmethod
    def of_stack(cls, outputs: Mapping[str, str], client: MakeClient) -> Self:
        messaging = client(SERVICE)
        return cls(
            client=messaging,
            account=EndUserMessagingAccount(messaging, client("cloudwatch")),
            origin=outputs["SmsOriginationIdentity"],
            answers_topic=outputs["InboundTextsTopicArn"],
        )

    def status(self, now: datetime) -> SmsAccountStatus:
        origin = self._origin_settings()
        answers = str(origin.get("TwoWayChannelArn", "")) if origin.get("TwoWayEnabled") else ""
        settings = {"From": self.origin.rpartition(":")[2], "Answers go to": answers or "nobody"}
        problems = []
        if origin and answers != self.answers_topic:
            problems.append("answers by text do not reach this stack: say `watchdesk sms setup`")
        if origin.get("Status", "ACTIVE") != "ACTIVE":
            problems.append(f"{settings['From']} is {origin['Status']}: it sends nothing until it is ACTIVE")
        return account_status("eum", self.account, now, settings, problems)

    def set_up(self, spend_limit: int | None) -> Sequence[str]:
        told = []
        kind, identity = self._kind
        answers: dict[str, Any] = {"TwoWayEnabled": True, "TwoWayChannelArn": self.answers_topic}
        with aws_request("UpdatePool" if kind == "pool" else "UpdatePhoneNumber"):
            if kind == "pool":
                self.client.update_pool(PoolId=identity, **answers)
            elif kind == "phone-number":
                self.client.update_phone_number(PhoneNumberId=identity, **answers)
        if kind != "sender-id":
            told.append(f"answers to {kind}/{identity} go to {self.answers_topic}")
        if spend_limit is not None:
            with aws_request("SetTextMessageSpendLimitOverride"):
                self.client.set_text_message_spend_limit_override(MonthlyLimit=spend_limit)
            told.append(f"monthly spend limit = {spend_limit}")
        return told

    @property
    def _kind(self) -> tuple[str, str]:
        kind, _, identity = self.origin.rpartition(":")[2].partition("/")
        return kind, identity

    def _origin_settings(self) -> Mapping[str, Any]:
        """Return what AWS says of the pool or the number; nothing for a sender id."""
        kind, identity = self._kind
        with aws_request(f"describing {kind}/{identity}"):
            if kind == "pool":
                return dict(self.client.describe_pools(PoolIds=[identity])["Pools"][0])
            if kind == "phone-number":
                return dict(self.client.describe_phone_numbers(PhoneNumberIds=[identity])["PhoneNumbers"][0])
        return {}
