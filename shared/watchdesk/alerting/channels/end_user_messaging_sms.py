"""Texts through AWS End User Messaging SMS: numbers of our own, answers by text, receipts that name the alert.

https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.aws.errors import ErrorResponse, code_of
from watchdesk.aws.send_once import reason_of, send_once
from watchdesk.core.errors import NeedsAPerson, OptedOut, QuotaSpent, Refused, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_pinpoint_sms_voice_v2 import PinpointSMSVoiceV2Client
    from mypy_boto3_pinpoint_sms_voice_v2.type_defs import SendTextMessageRequestTypeDef

SERVICE = "pinpoint-sms-voice-v2"
TIME_TO_LIVE = 900
"""Seconds. What a phone has not taken by then is overtaken by the climb: it would wake somebody for nothing."""
MAX_PRICE = "0.50"
"""US dollars for one part. A text to a British number costs a tenth of it: a wrong country code is refused."""

OPTED_OUT = "DESTINATION_PHONE_NUMBER_OPTED_OUT"
THIS_NUMBER = frozenset(
    {
        "DESTINATION_COUNTRY_BLOCKED",
        "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
        "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
        "DESTINATION_PHONE_NUMBER_NOT_VERIFIED",
        "INTERNATIONAL_SENDING_NOT_SUPPORTED",
        "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
        "PRICE_OVER_THRESHOLD",
    }
)
"""Reasons that are about the number texted, not about our account."""
THE_NUMBER = "DestinationPhoneNumber"
"""As a ValidationException names it among its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserMessagingSms:
    """The port SmsSender. `client` must be configured with SEND_ONCE."""

    client: "PinpointSMSVoiceV2Client"
    origination_identity: str
    """The ARN of a pool, a number or a sender id."""
    configuration_set: str = ""
    """Where the receipts of its texts go; empty: nowhere."""
    protect_configuration: str = ""
    """Which countries may be texted at all; empty: the account's own."""

    def send(self, phone: str, text: str, context: Mapping[str, str] | None = None) -> str:
        request: SendTextMessageRequestTypeDef = {
            "DestinationPhoneNumber": phone,
            "OriginationIdentity": self.origination_identity,
            "MessageBody": text,
            "MessageType": "TRANSACTIONAL",
            "MaxPrice": MAX_PRICE,
            "TimeToLive": TIME_TO_LIVE,
            "Context": context or {},
        }
        if self.configuration_set:
            request["ConfigurationSetName"] = self.configuration_set
        if self.protect_configuration:
            request["ProtectConfigurationId"] = self.protect_configuration
        with send_once("End User Messaging", _meaning):
            return self.client.send_text_message(**request)["MessageId"]


def _meaning(response: ErrorResponse) -> type[WatchdeskError]:
    reason, fields = reason_of(response), response.get("Fields", ())
    if reason == OPTED_OUT:
        return OptedOut
    if reason in THIS_NUMBER or any(field["Name"] == THE_NUMBER for field in fields):
        return Refused
    return QuotaSpent if code_of(response) == "ServiceQuotaExceededException" else NeedsAPerson
