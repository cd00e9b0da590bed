"""Texts through Amazon SNS, the channel that needs nothing but an account out of its sandbox.

`Publish` also takes texts to numbers that have opted out; their receipt tells
(alerting/usecases/note_receipts.py).
https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.errors import ErrorResponse, code_of
from watchdesk.aws.send_once import send_once
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

OPTED_OUT = "OptedOut"
BAD_NUMBER = frozenset({"InvalidParameter", "ParameterValueInvalid", "ValidationException"})
"""https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors"""


@dataclass(frozen=True, slots=True)
class SnsSms:
    """The port SmsSender. `client` must be configured with SEND_ONCE."""

    client: "SNSClient"
    sender_id: str = ""
    """What the text is shown as coming from, where the country allows it; empty: a number."""

    def send(self, phone: str, text: str, context: Mapping[str, str] | None = None) -> str:  # noqa: ARG002
        """The port's promise; SNS keeps no context."""
        with send_once("SNS", _meaning):
            answer = self.client.publish(PhoneNumber=phone, Message=text, MessageAttributes=self._attributes())
        return answer["MessageId"]

    def _attributes(self) -> "dict[str, MessageAttributeValueTypeDef]":
        """Transactional: delivered for reliability, not for cost."""
        told = {"AWS.SNS.SMS.SMSType": "Transactional"}
        if self.sender_id:
            told["AWS.SNS.SMS.SenderID"] = self.sender_id
        return {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}


def _meaning(response: ErrorResponse) -> type[WatchdeskError]:
    if code_of(response) == OPTED_OUT:
        return OptedOut
    return Refused if code_of(response) in BAD_NUMBER else NeedsAPerson
