"""The channels there are, one line each. Importing this module loads no client of any provider."""

from collections.abc import Mapping
from typing import Final

from watchdesk.alerting.channels.contract import ChannelAdapter
from watchdesk.alerting.channels.end_user_messaging.adapter import EndUserMessagingAdapter
from watchdesk.alerting.channels.muted.adapter import MutedAdapter
from watchdesk.alerting.channels.ses.adapter import SesAdapter
from watchdesk.alerting.channels.sns.adapter import SnsAdapter
from watchdesk.alerting.domain.channel import AddressKind

_REGISTERED: Final[tuple[ChannelAdapter, ...]] = (
    SnsAdapter(),
    EndUserMessagingAdapter(),
    SesAdapter(),
    MutedAdapter(),
)

CHANNELS: Final[Mapping[str, ChannelAdapter]] = {each.facts.name: each for each in _REGISTERED}
TEXT_CHANNELS: Final[Mapping[str, ChannelAdapter]] = {
    name: channel for name, channel in CHANNELS.items() if channel.facts.address is AddressKind.PHONE
}
"""The channels that texts can leave by."""
REPORTING_CHANNELS: Final[tuple[ChannelAdapter, ...]] = tuple(
    channel for channel in _REGISTERED if channel.facts.reports_delivery
)
SETTING_NAMES: Final[frozenset[str]] = frozenset(
    setting.name for channel in _REGISTERED for setting in channel.facts.settings
)
"""Every setting that some channel reads."""


def second_channel(first: ChannelAdapter, settings: Mapping[str, str]) -> ChannelAdapter | None:
    """Return the channel that tells people whom no text reached: the first that is set up for another address.

    Returns None if none is set up, or if the first channel reaches nobody: then no other channel may either.
    """
    if not first.facts.reaches_people:
        return None
    others = (each for each in _REGISTERED if each.facts.address is not first.facts.address)
    return next((each for each in others if not each.facts.missing_settings(settings)), None)
