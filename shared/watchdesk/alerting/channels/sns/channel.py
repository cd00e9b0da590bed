"""Texts through Amazon SNS, the channel that needs nothing but an account out of its sandbox.

`Publish` also takes texts to numbers that have opted out; their delivery report says so.
https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from watchdesk.alerting.channels.sns.facts import FACTS
from watchdesk.alerting.domain.channel import ChannelFacts, ChannelMessage
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
class SnsChannel:
    """The port Channel. `client` must be configured with SEND_ONCE."""

    facts: ClassVar[ChannelFacts] = FACTS
    takes_replies: ClassVar[bool] = False
    client: "SNSClient"
    sender_id: str = ""
    """The name that a text is shown as coming from, where the country allows one; empty: a number."""

    def send(self, message: ChannelMessage) -> str:
        """Send the text as the port promises. SNS keeps no context."""
        with send_once("SNS", _error_for):
            answer = self.client.publish(
                PhoneNumber=message.address, Message=message.body, MessageAttributes=self._attributes()
            )
        return answer["MessageId"]

    def _attributes(self) -> "dict[str, MessageAttributeValueTypeDef]":
        """Return what makes the text transactional: delivered for reliability, not for cost."""
        attributes = {"AWS.SNS.SMS.SMSType": "Transactional"}
        if self.sender_id:
            attributes["AWS.SNS.SMS.SenderID"] = self.sender_id
        return {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}


def _error_for(response: ErrorResponse) -> type[WatchdeskError]:
    if code_of(response) == OPTED_OUT:
        return OptedOut
    return Refused if code_of(response) in BAD_NUMBER else NeedsAPerson
