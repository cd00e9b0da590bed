"""Texts through AWS End User Messaging SMS: numbers of our own, replies by text, delivery reports with our ids.

https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from watchdesk.alerting.channels.end_user_messaging.facts import FACTS
from watchdesk.alerting.domain.channel import ChannelFacts, ChannelMessage
from watchdesk.aws.errors import ErrorResponse, code_of
from watchdesk.aws.send_once import reason_of, send_once
from watchdesk.core.errors import NeedsAPerson, OptedOut, QuotaSpent, Refused, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_pinpoint_sms_voice_v2 import PinpointSMSVoiceV2Client
    from mypy_boto3_pinpoint_sms_voice_v2.type_defs import SendTextMessageRequestTypeDef

TIME_TO_LIVE = 900
"""Seconds. By then the alert has climbed further, and a later text would wake somebody for nothing."""
MAX_PRICE = "0.50"
"""US dollars for one part. A text to a British number costs a tenth of it, so a wrong country code is refused."""

OPTED_OUT = "DESTINATION_PHONE_NUMBER_OPTED_OUT"
NUMBER_REASONS = frozenset(
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
"""The reasons that are about the number texted, not about our account."""
NUMBER_FIELD = "DestinationPhoneNumber"
"""The name of the number among the fields of a ValidationException."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserMessagingChannel:
    """The port Channel. `client` must be configured with SEND_ONCE."""

    facts: ClassVar[ChannelFacts] = FACTS
    client: "PinpointSMSVoiceV2Client"
    origination_identity: str
    """The ARN of a pool, a number or a sender id."""
    configuration_set: str = ""
    """Says where the delivery reports of the texts go; empty: nowhere."""
    protect_configuration: str = ""
    """Says which countries may be texted at all; empty: the account's own configuration says so."""

    @property
    def takes_replies(self) -> bool:
        """Whether texts leave from a number of ours. A reply to a sender id reaches nobody."""
        return ":sender-id/" not in self.origination_identity

    def send(self, message: ChannelMessage) -> str:
        request: SendTextMessageRequestTypeDef = {
            "DestinationPhoneNumber": message.address,
            "OriginationIdentity": self.origination_identity,
            "MessageBody": message.body,
            "MessageType": "TRANSACTIONAL",
            "MaxPrice": MAX_PRICE,
            "TimeToLive": TIME_TO_LIVE,
            "Context": message.context,
        }
        if self.configuration_set:
            request["ConfigurationSetName"] = self.configuration_set
        if self.protect_configuration:
            request["ProtectConfigurationId"] = self.protect_configuration
        with send_once("End User Messaging", _error_for):
            return self.client.send_text_message(**request)["MessageId"]


def _error_for(response: ErrorResponse) -> type[WatchdeskError]:
    reason, fields = reason_of(response), response.get("Fields", ())
    if reason == OPTED_OUT:
        return OptedOut
    if reason in NUMBER_REASONS or any(field["Name"] == NUMBER_FIELD for field in fields):
        return Refused
    return QuotaSpent if code_of(response) == "ServiceQuotaExceededException" else NeedsAPerson
