"""Email through Amazon SES, in plain text only.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from watchdesk.alerting.channels.ses.facts import FACTS
from watchdesk.alerting.domain.channel import ChannelFacts, ChannelMessage
from watchdesk.aws.errors import ErrorResponse, code_of
from watchdesk.aws.send_once import send_once
from watchdesk.core.errors import NeedsAPerson, Refused, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef, MessageHeaderTypeDef

BAD_ADDRESS = "BadRequestException"
NO_AUTOMATIC_REPLY: "MessageHeaderTypeDef" = {"Name": "Auto-Submitted", "Value": "auto-generated"}
"""With this header no mail server sends an "out of office" back (RFC 3834, section 5)."""


@dataclass(frozen=True, slots=True)
class SesChannel:
    """The port Channel. `client` is a client of sesv2 configured with SEND_ONCE."""

    facts: ClassVar[ChannelFacts] = FACTS
    takes_replies: ClassVar[bool] = False
    client: "SESV2Client"
    sender: str
    """An address whose identity this AWS account has verified."""

    def send(self, message: ChannelMessage) -> str:
        with send_once("SES", _error_for):
            answer = self.client.send_email(
                FromEmailAddress=self.sender,
                Destination={"ToAddresses": [message.address]},
                Content={
                    "Simple": {
                        "Subject": _plain_text(message.subject),
                        "Body": {"Text": _plain_text(message.body)},
                        "Headers": [NO_AUTOMATIC_REPLY],
                    }
                },
            )
        return answer["MessageId"]


def _plain_text(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}


def _error_for(response: ErrorResponse) -> type[WatchdeskError]:
    return Refused if code_of(response) == BAD_ADDRESS else NeedsAPerson
