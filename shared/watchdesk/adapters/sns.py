"""Texts through Amazon SNS: each handed over once, and never twice by an SDK that means well.

`Publish` has no idempotency token, so a client that repeats a call whose answer was lost sends a second text:
boto3's own retries are off here, and whoever calls decides. `Publish` also takes texts to numbers that have
opted out; the next step of the alert is what answers that.
https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ProxyConnectionError,
    SSLError,
)

from watchdesk.domain.errors import NeedsAPerson, Refused, TryLater, Unconfirmed, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
"""The configuration of the client given to SnsSms: `boto3.client("sns", config=SEND_ONCE)`."""

NEVER_LEFT = (ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError, SSLError)
BUSY = frozenset(
    {"Throttled", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException"}
)
BAD_NUMBER = frozenset({"InvalidParameter", "OptedOut", "ParameterValueInvalid", "ValidationException"})
"""https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors"""
SERVERS_FAULT = 500


@dataclass(frozen=True, slots=True)
class SnsSms:
    """The port SmsSender. `client` must be configured with SEND_ONCE."""

    client: "SNSClient"
    sender_id: str = ""
    """What the text is shown as coming from, where the country allows it; empty: a number."""

    def send(self, phone: str, text: str) -> str:
        try:
            answer = self.client.publish(PhoneNumber=phone, Message=text, MessageAttributes=self._attributes())
        except ClientError as error:
            raise _named(error) from None
        except NEVER_LEFT as error:
            raise TryLater(f"SNS could not be reached: {type(error).__name__}") from None
        except HTTPClientError as error:
            raise Unconfirmed(f"SNS did not answer: {type(error).__name__}") from None
        except BotoCoreError as error:
            raise NeedsAPerson(f"the call to SNS could not be made: {type(error).__name__}") from None
        return answer["MessageId"]

    def _attributes(self) -> "dict[str, MessageAttributeValueTypeDef]":
        """Transactional: delivered for reliability, not for cost."""
        told = {"AWS.SNS.SMS.SMSType": "Transactional"}
        if self.sender_id:
            told["AWS.SNS.SMS.SenderID"] = self.sender_id
        return {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}


def _named(error: ClientError) -> WatchdeskError:
    """Only the code: SNS repeats the phone number in its message."""
    response: Any = error.response
    code, status = response["Error"]["Code"], response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    text = f"SNS answered {code}"
    if code in BUSY or status >= SERVERS_FAULT:
        return TryLater(text)
    return Refused(text) if code in BAD_NUMBER else NeedsAPerson(text)
