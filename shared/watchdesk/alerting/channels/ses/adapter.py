"""SES as a channel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from watchdesk.alerting.channels.contract import ChannelAdapter, MakeClient
from watchdesk.alerting.channels.ses.facts import FACTS, SENDER

if TYPE_CHECKING:
    from watchdesk.alerting.channels.ses.channel import SesChannel

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class SesAdapter(ChannelAdapter):
    facts = FACTS

    def open(self, settings: Mapping[str, str], make_client: MakeClient) -> "SesChannel":
        from watchdesk.alerting.channels.ses.channel import SesChannel
        from watchdesk.aws.send_once import SEND_ONCE

        return SesChannel(make_client("sesv2", config=SEND_ONCE), settings[SENDER])
