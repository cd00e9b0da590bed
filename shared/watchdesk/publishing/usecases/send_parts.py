"""Send what is left of a delivery, part after part: each is written down before the next one leaves."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState, Wish
from watchdesk.publishing.usecases.delivery_run import HELD_LOOK, Carriage, kind_of, what_to_change

LOOK_AFTER = timedelta(seconds=30)
"""A lost answer is looked for this soon: by the next minute's run, and not before the platform has had time."""


def send_parts(one: Carriage) -> None:
    """Ends with the delivery published, or released until something can be done about it."""
    if one.is_silenced:
        fail(one, NeedsAPerson("this account posts no longer: choose its successor"))
    while not one.is_over and one.delivery.state is not DeliveryState.PUBLISHED:
        if one.is_frozen:
            one.release(one.clock.now() + HELD_LOOK, state=DeliveryState.ACCEPTED, held=True)
        elif one.is_out_of_time or one.delivery.wish is Wish.WITHDRAW:
            one.release(one.clock.now(), state=DeliveryState.ACCEPTED)
        else:
            _send_next(one)


def fail(one: Carriage, error: Exception) -> None:
    """It is certainly not there, and a person must do something before it can be."""
    one.note("failed", trouble=kind_of(error))
    one.release(None, state=DeliveryState.FAILED, held=False, trouble=what_to_change(error))


def _send_next(one: Carriage) -> None:
    try:
        outlet, part = one.outlet, one.part(len(one.delivery.published))
    except NeedsAPerson as error:
        fail(one, error)
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


def _not_sent(one: Carriage, error: Exception) -> None:
    match error:
        case TryLater():
            tries = one.delivery.tries + 1
            one.release(one.later(error), state=DeliveryState.ACCEPTED, tries=tries, trouble=kind_of(error))
        case Refused() | NeedsAPerson() | Gone():
            fail(one, error)
        case _:
            _doubt(one, error)


def _doubt(one: Carriage, error: Exception) -> None:
    if not isinstance(error, Unconfirmed):
        one.errors.append(error)
    one.note("unconfirmed", trouble=kind_of(error))
    one.release(
        one.clock.now() + LOOK_AFTER,
        state=DeliveryState.UNCONFIRMED,
        tries=one.delivery.tries + 1,
        lost=one.delivery.lost + 1,
        looks=0,
        trouble=kind_of(error),
    )
