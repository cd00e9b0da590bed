"""The facts of AWS End User Messaging SMS."""

from typing import Final

from watchdesk.alerting.domain.channel import AddressKind, ChannelFacts, ChannelSetting
from watchdesk.alerting.sms.gsm7 import ONE_PART

SERVICE: Final = "pinpoint-sms-voice-v2"
"""The name that boto3 gives the service."""

ORIGINATION_IDENTITY: Final = "sms_origination_identity"
"""The ARN of a pool, a number or a sender id."""
CONFIGURATION_SET: Final = "sms_configuration_set"
PROTECT_CONFIGURATION: Final = "sms_protect_configuration"

FACTS: Final = ChannelFacts(
    name="eum",
    title="AWS End User Messaging",
    address=AddressKind.PHONE,
    settings=(
        ChannelSetting(name=ORIGINATION_IDENTITY, is_required=True),
        ChannelSetting(name=CONFIGURATION_SET),
        ChannelSetting(name=PROTECT_CONFIGURATION),
    ),
    max_septets=ONE_PART,
    reports_delivery=True,
)
