"""Sends mail to the operators through the SNS topic of the alarms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.errors import ErrorResponse
from watchdesk.aws.send_once import send_once
from watchdesk.core.errors import NeedsAPerson, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

LONGEST_SUBJECT = 100
"""Characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html"""


@dataclass(frozen=True, slots=True)
class SnsOperatorMail:
    """The port OperatorMail. `client` must be configured with SEND_ONCE."""

    client: "SNSClient"
    topic: str

    def send(self, subject: str, text: str) -> None:
        with send_once("SNS", _error_type):
            self.client.publish(TopicArn=self.topic, Subject=subject[:LONGEST_SUBJECT], Message=text)


def _error_type(_: ErrorResponse) -> type[WatchdeskError]:
    return NeedsAPerson
