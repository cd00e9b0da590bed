"""SNS as a channel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from watchdesk.alerting.channels.contract import ChannelAdapter, MakeClient
from watchdesk.alerting.channels.sns.facts import FACTS, SENDER_ID

if TYPE_CHECKING:
    from watchdesk.alerting.channels.sns.channel import SnsChannel
    from watchdesk.alerting.ports.receipts import CarrierReport

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


class SnsAdapter(ChannelAdapter):
    facts = FACTS

    def open(self, settings: Mapping[str, str], make_client: MakeClient) -> "SnsChannel":
        from watchdesk.alerting.channels.sns.channel import SnsChannel
        from watchdesk.aws.send_once import SEND_ONCE

        return SnsChannel(make_client("sns", config=SEND_ONCE), settings.get(SENDER_ID, ""))

    def read_report(self, line: str) -> "CarrierReport | None":
        from watchdesk.alerting.channels.sns.receipts import read_report

        return read_report(line)
