"""How a stack reaches people: by which texts, by which second channel, and what it hears of them."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from watchdesk.bootstrap.runtime import table
from watchdesk.bootstrap.settings import ReceiptSettings, TextingSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.alerting.ports.alerts import SmsSender
    from watchdesk.alerting.ports.pagers import SecondChannel
    from watchdesk.alerting.usecases.note_receipts import NoteReceipts

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


def sms_sender(settings: TextingSettings, client: Callable[..., Any] | None = None) -> "SmsSender":
    """`client` makes clients as `boto3.client` does, and is that unless somebody else's session is to send."""
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
    """None if the stack has no address to send from, or nobody is to be reached at all."""
    if not settings.email_from or settings.sms_provider == "none":
        return None
    from watchdesk.alerting.channels.ses_email import SesEmail
    from watchdesk.aws.send_once import SEND_ONCE

    return SesEmail(_client("sesv2", config=SEND_ONCE), settings.email_from)


@cache
def note_receipts() -> "NoteReceipts":
    from watchdesk.alerting.dynamodb.text_receipts import DynamoTextReceipts
    from watchdesk.alerting.usecases.note_receipts import NoteReceipts
    from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = ReceiptSettings.from_environment(), SystemClock()
    declared = table(settings.register_table)
    return NoteReceipts(
        receipts=DynamoTextReceipts(table(settings.alerts_table)),
        register=DynamoRegister(declared, clock),
        numbers=DynamoPhoneNumbers(declared),
        clock=clock,
    )


def _client(service: Any, **options: Any) -> Any:  # noqa: ANN401  boto3 makes its clients at run time
    import boto3

    return boto3.client(service, **options)
