"""How a stack reaches people: by which texts, by which second channel, and what it hears of them."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.runtime import table
from watchdesk.settings import ReceiptSettings, TextingSettings

if TYPE_CHECKING:
    from watchdesk.ports.alerts import SmsSender
    from watchdesk.ports.paging import SecondChannel
    from watchdesk.usecases.note_receipts import NoteReceipts

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


def sms_sender(settings: TextingSettings, client: Callable[..., Any] | None = None) -> "SmsSender":
    """`client` makes clients as `boto3.client` does, and is that unless somebody else's session is to send."""
    from watchdesk.adapters.send_once import SEND_ONCE

    make = client or _client
    match settings.sms_provider:
        case "sns":
            from watchdesk.adapters.sns import SnsSms

            return SnsSms(make("sns", config=SEND_ONCE), settings.sms_sender_id)
        case "eum":
            from watchdesk.adapters.end_user_messaging import SERVICE, EndUserMessagingSms

            return EndUserMessagingSms(
                client=make(SERVICE, config=SEND_ONCE),
                origination_identity=settings.sms_origination_identity,
                configuration_set=settings.sms_configuration_set,
                protect_configuration=settings.sms_protect_configuration,
            )
        case "none":
            from watchdesk.adapters.withheld import WithheldSms

            return WithheldSms()


def second_channel(settings: TextingSettings) -> "SecondChannel | None":
    """None if the stack has no address to send from, or nobody is to be reached at all."""
    if not settings.email_from or settings.sms_provider == "none":
        return None
    from watchdesk.adapters.send_once import SEND_ONCE
    from watchdesk.adapters.ses import SesEmail

    return SesEmail(_client("sesv2", config=SEND_ONCE), settings.email_from)


@cache
def note_receipts() -> "NoteReceipts":
    from watchdesk.adapters.dynamodb.numbers import DynamoNumberBook
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.text_receipts import DynamoReceipts
    from watchdesk.usecases.note_receipts import NoteReceipts

    settings, clock = ReceiptSettings.from_environment(), SystemClock()
    declared = table(settings.register_table)
    return NoteReceipts(
        receipts=DynamoReceipts(table(settings.alerts_table)),
        register=DynamoRegister(declared, clock),
        numbers=DynamoNumberBook(declared),
        clock=clock,
    )


def _client(service: Any, **options: Any) -> Any:  # noqa: ANN401  boto3 makes its clients at run time
    import boto3

    return boto3.client(service, **options)
