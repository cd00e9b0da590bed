"""Withdraw or edit the parts of a delivery that are public. Both are safe to repeat after a lost answer."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, RateLimited, Refused, TryLater, Unconfirmed, WatchdeskError
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PublishedPart
from watchdesk.publishing.ports.posts import TooPublic
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind, error_text

SHOWN_AFTER = 3
"""After so many tries in vain, people read the reason and not only its kind."""

ACCOUNT_RECHECK = timedelta(minutes=15)
"""The pause before the next try while the account needs a person's attention."""


def withdraw_published(run: DeliveryRun) -> None:
    """Withdraw every published part, the last one first. A freeze does not hold this back.

    A part that cannot be withdrawn keeps no other part public.
    """
    failures = []
    for part in reversed(run.delivery.published):
        if run.is_out_of_time:
            run.release(run.clock.now())
            return
        try:
            _withdraw_part(run, part)
        except Exception as error:  # noqa: BLE001  after any error the part is still public and must be withdrawn
            failures.append(error)
            if isinstance(error, RateLimited):
                break
    if failures:
        first, *others = sorted(failures, key=_urgency)
        run.errors += [error for error in others if not isinstance(error, WatchdeskError)]
        _handle_failure(run, first, "withdrawal_refused")
        return
    run.note("withdrawn")
    trouble = _lasting_trouble(run)
    run.release(None, state=DeliveryState.WITHDRAWN, wish=None, revised=(), held=False, tries=0, trouble=trouble)


def withdraw_too_public(run: DeliveryRun, error: TooPublic) -> None:
    """Withdraw the whole delivery at once, because a part is public for more people than was asked."""
    while not run.begin(wish=PendingChange.WITHDRAW, trouble=error_text(error)):
        """Somebody changed the delivery meanwhile. It must come down all the same."""
    run.note(TooPublic.kind)
    withdraw_published(run)


def edit_published(run: DeliveryRun) -> None:
    """Change every published part to its revised text. A freeze does not hold this back: it may remove a name."""
    try:
        edited = _edited_parts(run)
    except TooPublic as error:
        withdraw_too_public(run, error)
        return
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


def _urgency(error: Exception) -> int:
    """Return 0 for an error after which the change must be tried again, so that no refusal ends it too early."""
    if isinstance(error, NeedsAPerson):
        return 1
    return 2 if isinstance(error, Refused | Gone) else 0


def _lasting_trouble(run: DeliveryRun) -> str:
    """Return the trouble that a person must still read when the delivery is withdrawn."""
    return run.delivery.trouble if run.delivery.trouble.startswith(TooPublic.kind) else ""


def _handle_failure(run: DeliveryRun, error: Exception, outcome: str) -> None:
    """Schedule the next try, or give the change up if the platform will never make it."""
    tries = run.delivery.tries + 1
    match error:
        case TryLater() | Unconfirmed():
            shown = error_text(error) if tries >= SHOWN_AFTER else error_kind(error)
            run.postpone(error, trouble=_lasting_trouble(run) or shown)
        case NeedsAPerson():
            trouble = _lasting_trouble(run) or error_text(error)
            run.release(run.clock.now() + ACCOUNT_RECHECK, tries=tries, trouble=trouble)
        case Refused() | Gone():
            run.note(outcome, trouble=error_kind(error))
            is_complete = run.delivery.state is DeliveryState.PUBLISHED
            state = DeliveryState.PUBLISHED if is_complete else DeliveryState.FAILED
            trouble = error_text(error)
            run.release(None, state=state, wish=None, revised=(), held=False, tries=0, trouble=trouble)
        case _:
            run.errors.append(error)
            run.postpone(error)
