"""End User Messaging as a channel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from watchdesk.alerting.channels.contract import ChannelAdapter, MakeClient
from watchdesk.alerting.channels.end_user_messaging.facts import (
    CONFIGURATION_SET,
    FACTS,
    ORIGINATION_IDENTITY,
    PROTECT_CONFIGURATION,
    SERVICE,
)

if TYPE_CHECKING:
    from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
    from watchdesk.alerting.ports.receipts import CarrierReport

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class EndUserMessagingAdapter(ChannelAdapter):
    facts = FACTS

    def open(self, settings: Mapping[str, str], make_client: MakeClient) -> "EndUserMessagingChannel":
        from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
        from watchdesk.aws.send_once import SEND_ONCE

        return EndUserMessagingChannel(
            client=make_client(SERVICE, config=SEND_ONCE),
            origination_identity=settings[ORIGINATION_IDENTITY],
            configuration_set=settings.get(CONFIGURATION_SET, ""),
            protect_configuration=settings.get(PROTECT_CONFIGURATION, ""),
        )

    def read_report(self, line: str) -> "CarrierReport | None":
        from watchdesk.alerting.channels.end_user_messaging.receipts import read_report

        return read_report(line)
