"""What the folder of every channel offers: its facts, and adapters that are imported only when they are used.

A function that sends texts must not load the client of another provider, so each `adapter.py` imports the other
modules of its folder inside its methods.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from watchdesk.core.errors import Defect

if TYPE_CHECKING:
    from watchdesk.alerting.domain.channel import ChannelFacts
    from watchdesk.alerting.ports.channels import Channel
    from watchdesk.alerting.ports.receipts import CarrierReport


MakeClient = Callable[..., Any]
"""Makes an AWS client of the named service with a `config`, as `boto3.client` does."""


class ChannelAdapter:
    """One channel. Each folder has a subclass, which stands in the registry."""

    facts: "ChannelFacts"

    def open(self, settings: Mapping[str, str], make_client: MakeClient) -> "Channel":
        """Return the channel with these settings. Every channel overrides it; an absent setting is empty."""
        del settings, make_client
        raise Defect(f"no adapter sends through {self.facts.name}")

    def read_report(self, line: str) -> "CarrierReport | None":
        """Return the delivery report in a line of a log, or None if it is not a report of this channel.

        A channel whose facts claim `reports_delivery` overrides it.
        """
        del line
        raise Defect(f"{self.facts.name} reports no deliveries")
