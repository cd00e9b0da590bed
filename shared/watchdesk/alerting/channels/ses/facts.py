"""The facts of Amazon SES."""

from typing import Final

from watchdesk.alerting.domain.channel import AddressKind, ChannelFacts, ChannelSetting

SENDER: Final = "email_from"
"""The address that emails come from. A stack without one sends no email."""

FACTS: Final = ChannelFacts(
    name="ses",
    title="Amazon SES",
    address=AddressKind.EMAIL,
    settings=(ChannelSetting(name=SENDER, is_required=True),),
)
