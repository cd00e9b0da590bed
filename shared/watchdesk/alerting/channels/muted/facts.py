"""The facts of the channel that discards every text."""

from typing import Final

from watchdesk.alerting.domain.channel import AddressKind, ChannelFacts
from watchdesk.alerting.sms.gsm7 import ONE_PART

FACTS: Final = ChannelFacts(
    name="none",
    title="NOTHING",
    address=AddressKind.PHONE,
    max_septets=ONE_PART,
    reaches_people=False,
)
