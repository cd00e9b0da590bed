"""The channel that discards every text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from watchdesk.alerting.channels.contract import ChannelAdapter, MakeClient
from watchdesk.alerting.channels.muted.facts import FACTS

if TYPE_CHECKING:
    from watchdesk.alerting.channels.muted.channel import MutedChannel


class MutedAdapter(ChannelAdapter):
    facts = FACTS

    def open(self, settings: Mapping[str, str], make_client: MakeClient) -> "MutedChannel":  # noqa: ARG002
        from watchdesk.alerting.channels.muted.channel import MutedChannel  # noqa: PLC0415  as in other adapters

        return MutedChannel()
