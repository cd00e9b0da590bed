"""Withdraw or edit the parts of a delivery that are public. Both are safe to repeat after a lost answer."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState, PublishedPart
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind, error_text

ACCOUNT_RECHECK = timedelta(minutes=15)
"""The pause before the next try while the account needs a person's attention."""


def withdraw_published(run: DeliveryRun) -> None:
    """Withdraw every published part, the last one first. A freeze does not hold this back."""
    try:
        for part in reversed(run.delivery.published):
            if run.is_out_of_time:
                run.release(run.clock.now())
                return
            _withdraw_part(run, part)
    except Exception as error:  # noqa: BLE001  after any error the part is still public and must be withdrawn
        _handle_failure(run, error, "withdrawal_refused")
        return
    run.note("withdrawn")
    run.release(None, state=DeliveryState.WITHDRAWN, wish=None, revised=(), held=False, tries=0, trouble="")


def edit_published(run: DeliveryRun) -> None:
    """Change every published part to its revised text. A freeze does not hold this back: it may remove a name."""
    try:
        edited = _edited_parts(run)
    except Exception as error:  # noqa: BLE001  after any error the edit stays pending until it is done or refused
        _handle_failure(run, error, "edit_refused")
        return
    run.note("edited")
    parts = run.delivery.revised
    run.save(parts=parts, published=edited, wish=None, revised=(), held=False, tries=0, trouble="")
    run.release(None)


def _withdraw_part(run: DeliveryRun, part: PublishedPart) -> None:
    try:
        run.outlet.withdraw(run.known_account, part)
    except Gone:
        """The part was deleted before, so there is nothing to withdraw."""


def _edited_parts(run: DeliveryRun) -> tuple[PublishedPart, ...]:
    delivery = run.delivery
    if len(delivery.revised) != len(delivery.published):
        raise Refused("the new text needs another number of parts: withdraw the post and publish a new one")
    edited = list(delivery.published)
    for index, (old, new) in enumerate(zip(delivery.parts, delivery.revised, strict=True)):
        if run.is_out_of_time:
            raise TryLater("the time of this run is used up")
        if new != old:
            edited[index] = run.outlet.edit(edited[index], run.part(index, new))
    return tuple(edited)


def _handle_failure(run: DeliveryRun, error: Exception, outcome: str) -> None:
    """Schedule the next try, or give the change up if the platform will never make it."""
    tries = run.delivery.tries + 1
    match error:
        case TryLater() | Unconfirmed():
            run.postpone(error)
        case NeedsAPerson():
            run.release(run.clock.now() + ACCOUNT_RECHECK, tries=tries, trouble=error_text(error))
        case Refused() | Gone():
            run.note(outcome, trouble=error_kind(error))
            is_complete = run.delivery.state is DeliveryState.PUBLISHED
            state = DeliveryState.PUBLISHED if is_complete else DeliveryState.FAILED
            trouble = error_text(error)
            run.release(None, state=state, wish=None, revised=(), held=False, tries=0, trouble=trouble)
        case _:
            run.errors.append(error)
            run.postpone(error)
