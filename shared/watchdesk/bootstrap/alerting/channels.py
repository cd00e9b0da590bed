"""Builds the channels by which a stack notifies people."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from watchdesk.bootstrap.settings.alerting import TextingSettings

if TYPE_CHECKING:
    from watchdesk.alerting.ports.alerts import SmsSender
    from watchdesk.alerting.ports.pagers import SecondChannel

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


def sms_sender(settings: TextingSettings, client: Callable[..., Any] | None = None) -> "SmsSender":
    """Build the sender of texts. `client` makes clients; without it `boto3.client` does."""
    from watchdesk.aws.send_once import SEND_ONCE

    make = client or _client
    match settings.sms_provider:
        case "sns":
            from watchdesk.alerting.channels.sns_sms import SnsSms

            return SnsSms(make("sns", config=SEND_ONCE), settings.sms_sender_id)
        case "eum":
            from watchdesk.alerting.channels.end_user_messaging_sms import SERVICE, EndUserMessagingSms

            return EndUserMessagingSms(
                client=make(SERVICE, config=SEND_ONCE),
                origination_identity=settings.sms_origination_identity,
                configuration_set=settings.sms_configuration_set,
                protect_configuration=settings.sms_protect_configuration,
            )
        case "none":
            from watchdesk.alerting.channels.muted_sms import MutedSms

            return MutedSms()


def second_channel(settings: TextingSettings) -> "SecondChannel | None":
    """Build the second channel, or return None if the stack has no sender address or texts nobody."""
    if not settings.email_from or settings.sms_provider == "none":
        return None
    from watchdesk.alerting.channels.ses_email import SesEmail
    from watchdesk.aws.send_once import SEND_ONCE

    return SesEmail(_client("sesv2", config=SEND_ONCE), settings.email_from)


def _client(service: Any, **options: Any) -> Any:  # noqa: ANN401  boto3 makes its clients at run time
    import boto3

    return boto3.client(service, **options)
