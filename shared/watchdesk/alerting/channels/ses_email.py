"""The second channel: email through Amazon SES, plain words only.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.errors import ErrorResponse, code_of
from watchdesk.aws.send_once import send_once
from watchdesk.core.errors import NeedsAPerson, Refused, WatchdeskError
from watchdesk.register.domain.person import Person

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef, MessageHeaderTypeDef

BAD_ADDRESS = "BadRequestException"
NO_ANSWERS: "MessageHeaderTypeDef" = {"Name": "Auto-Submitted", "Value": "auto-generated"}
"""So that nobody's "out of office" is sent back (RFC 3834, section 5)."""


@dataclass(frozen=True, slots=True)
class SesEmail:
    """The port SecondChannel. `client` is a client of sesv2 configured with SEND_ONCE."""

    client: "SESV2Client"
    sender: str
    """An address whose identity this account has verified."""

    def send(self, person: Person, subject: str, words: str) -> None:
        with send_once("SES", _meaning):
            self.client.send_email(
                FromEmailAddress=self.sender,
                Destination={"ToAddresses": [person.email]},
                Content={
                    "Simple": {
                        "Subject": _plain(subject),
                        "Body": {"Text": _plain(words)},
                        "Headers": [NO_ANSWERS],
                    }
                },
            )


def _plain(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}


def _meaning(response: ErrorResponse) -> type[WatchdeskError]:
    return Refused if code_of(response) == BAD_ADDRESS else NeedsAPerson
