"""Take down or change what is public: both are safe to carry out again, so a lost answer is simply repeated."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState, PublishedPart
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind, error_text

ACCOUNT_RECHECK = timedelta(minutes=15)
"""What is wished is tried this often while it waits for a person to mend the account."""


def withdraw_published(one: DeliveryRun) -> None:
    """Every part that went out, the last one first. Never held back: a freeze is no reason to leave it up."""
    try:
        for part in reversed(one.delivery.published):
            if one.is_out_of_time:
                one.release(one.clock.now())
                return
            _withdraw(one, part)
    except Exception as error:  # noqa: BLE001  whatever it was, it is still up and must come down
        _not_amended(one, error, "withdrawal_refused")
        return
    one.note("withdrawn")
    one.release(None, state=DeliveryState.WITHDRAWN, wish=None, revised=(), held=False, tries=0, trouble="")


def edit_published(one: DeliveryRun) -> None:
    """Give every published part its new words. Never held back: it may be a name that must come off at once."""
    try:
        edited = _edited(one)
    except Exception as error:  # noqa: BLE001  whatever it was, the wish stands until it is seen to or refused
        _not_amended(one, error, "edit_refused")
        return
    one.note("edited")
    parts = one.delivery.revised
    one.mark(parts=parts, published=edited, wish=None, revised=(), held=False, tries=0, trouble="")
    one.release(None)


def _withdraw(one: DeliveryRun, part: PublishedPart) -> None:
    try:
        one.outlet.withdraw(one.known_account, part)
    except Gone:
        """Somebody took it down already."""


def _edited(one: DeliveryRun) -> tuple[PublishedPart, ...]:
    delivery = one.delivery
    if len(delivery.revised) != len(delivery.published):
        raise Refused("the new words take another number of parts: withdraw the post and post anew")
    edited = list(delivery.published)
    for index, (old, new) in enumerate(zip(delivery.parts, delivery.revised, strict=True)):
        if one.is_out_of_time:
            raise TryLater("the run's time was up")
        if new != old:
            edited[index] = one.outlet.edit(edited[index], one.part(index, new))
    return tuple(edited)


def _not_amended(one: DeliveryRun, error: Exception, outcome: str) -> None:
    tries, now = one.delivery.tries + 1, one.clock.now()
    match error:
        case TryLater() | Unconfirmed():
            one.release(one.later(error), tries=tries, trouble=error_kind(error))
        case NeedsAPerson():
            one.release(now + ACCOUNT_RECHECK, tries=tries, trouble=error_text(error))
        case Refused() | Gone():
            one.note(outcome, trouble=error_kind(error))
            is_whole = one.delivery.state is DeliveryState.PUBLISHED
            state = DeliveryState.PUBLISHED if is_whole else DeliveryState.FAILED
            told = error_text(error)
            one.release(None, state=state, wish=None, revised=(), held=False, tries=0, trouble=told)
        case _:
            one.errors.append(error)
            one.release(one.later(error), tries=tries, trouble=error_kind(error))
