"""Send what is left of a delivery, part after part: each is written down before the next one leaves."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState, PendingChange
from watchdesk.publishing.usecases.delivery_run import FREEZE_RECHECK, DeliveryRun, error_kind, error_text

FIRST_CHECK = timedelta(seconds=30)
"""A lost answer is looked for this soon: by the next minute's run, and not before the platform has had time."""


def send_parts(one: DeliveryRun) -> None:
    """Ends with the delivery published, or released until something can be done about it."""
    if one.is_silenced:
        fail_delivery(one, NeedsAPerson("this account posts no longer: choose its successor"))
    while not one.is_over and one.delivery.state is not DeliveryState.PUBLISHED:
        if one.is_frozen:
            one.release(one.clock.now() + FREEZE_RECHECK, state=DeliveryState.ACCEPTED, held=True)
        elif one.is_out_of_time or one.delivery.wish is PendingChange.WITHDRAW:
            one.release(one.clock.now(), state=DeliveryState.ACCEPTED)
        else:
            _send_next(one)


def fail_delivery(one: DeliveryRun, error: Exception) -> None:
    """It is certainly not there, and a person must do something before it can be."""
    one.note("failed", trouble=error_kind(error))
    one.release(None, state=DeliveryState.FAILED, held=False, trouble=error_text(error))


def _send_next(one: DeliveryRun) -> None:
    try:
        outlet, part = one.outlet, one.part(len(one.delivery.published))
    except NeedsAPerson as error:
        fail_delivery(one, error)
        return
    is_begun = one.delivery.state is DeliveryState.SENDING
    if not is_begun and not one.begin(state=DeliveryState.SENDING, held=False, trouble=""):
        return
    try:
        published = outlet.send(part)
    except Exception as error:  # noqa: BLE001  what nobody foresaw may have been sent, and must be noted so
        _not_sent(one, error)
    else:
        one.sent += 1
        # The next part is begun with the same stroke.
        one.keep(published, DeliveryState.SENDING)


def _not_sent(one: DeliveryRun, error: Exception) -> None:
    match error:
        case TryLater():
            tries = one.delivery.tries + 1
            one.release(one.later(error), state=DeliveryState.ACCEPTED, tries=tries, trouble=error_kind(error))
        case Refused() | NeedsAPerson() | Gone():
            fail_delivery(one, error)
        case _:
            _doubt(one, error)


def _doubt(one: DeliveryRun, error: Exception) -> None:
    if not isinstance(error, Unconfirmed):
        one.errors.append(error)
    one.note("unconfirmed", trouble=error_kind(error))
    one.release(
        one.clock.now() + FIRST_CHECK,
        state=DeliveryState.UNCONFIRMED,
        tries=one.delivery.tries + 1,
        lost=one.delivery.lost + 1,
        looks=0,
        trouble=error_kind(error),
    )
