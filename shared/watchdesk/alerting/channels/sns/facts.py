"""The facts of Amazon SNS."""

from typing import Final

from watchdesk.alerting.domain.channel import AddressKind, ChannelFacts, ChannelSetting
from watchdesk.alerting.sms.gsm7 import ONE_PART

SENDER_ID: Final = "sms_sender_id"
"""The name that a text is shown as coming from, where the country allows one; empty: a number."""

FACTS: Final = ChannelFacts(
    name="sns",
    title="Amazon SNS",
    address=AddressKind.PHONE,
    settings=(ChannelSetting(name=SENDER_ID),),
    max_septets=ONE_PART,
    reports_delivery=True,
)
