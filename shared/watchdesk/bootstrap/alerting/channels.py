"""Builds the channels by which a stack notifies people."""

from typing import TYPE_CHECKING, Any

from watchdesk.bootstrap.settings.alerting import TextingSettings

if TYPE_CHECKING:
    from watchdesk.alerting.channels.contract import MakeClient
    from watchdesk.alerting.ports.channels import Channel

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


def text_channel(settings: TextingSettings, make_client: "MakeClient | None" = None) -> "Channel":
    """Build the channel of the stack's texts. Without `make_client`, `boto3.client` makes the client."""
    from watchdesk.alerting.channels.registry import CHANNELS

    return CHANNELS[settings.sms_provider].open(settings.channel_settings, make_client or _make_client)


def second_channel(settings: TextingSettings) -> "Channel | None":
    """Build the channel that tells people whom no text reached.

    Returns None if the stack has settings for no such channel, or if it texts nobody.
    """
    from watchdesk.alerting.channels import registry

    found = registry.second_channel(registry.CHANNELS[settings.sms_provider], settings.channel_settings)
    return found.open(settings.channel_settings, _make_client) if found else None


def _make_client(service: Any, *, config: Any) -> Any:  # noqa: ANN401  boto3 makes its clients at run time
    import boto3

    return boto3.client(service, config=config)
