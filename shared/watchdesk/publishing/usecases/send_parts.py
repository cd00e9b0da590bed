"""Send the remaining parts of a delivery. Each part is stored before the next one is sent."""

from datetime import timedelta

from watchdesk.core.errors import Gone, NeedsAPerson, Refused, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState, PendingChange
from watchdesk.publishing.ports.posts import TooPublic
from watchdesk.publishing.usecases.amend_published import withdraw_too_public
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind

FREEZE_RECHECK = timedelta(seconds=45)
"""Shorter than the minute between two runs, so that each run checks whether the freeze still holds the post."""

FIRST_CHECK = timedelta(seconds=30)
"""The pause before a part is looked for after its answer was lost. The platform needs a moment, and the next
minute's run should find the check due."""


def send_parts(run: DeliveryRun) -> None:
    """Send part after part until the delivery is published or must wait."""
    if run.is_account_closed:
        run.fail(NeedsAPerson("this account no longer publishes: choose its successor"))
    while not run.is_over and run.delivery.state is not DeliveryState.PUBLISHED:
        if run.is_frozen:
            run.release(run.clock.now() + FREEZE_RECHECK, state=DeliveryState.ACCEPTED, held=True)
        elif run.is_out_of_time or run.delivery.wish is PendingChange.WITHDRAW:
            run.release(run.clock.now(), state=DeliveryState.ACCEPTED)
        else:
            _send_next(run)


def _send_next(run: DeliveryRun) -> None:
    try:
        outlet, part = run.outlet, run.part(len(run.delivery.published))
    except NeedsAPerson as error:
        run.fail(error)
        return
    is_begun = run.delivery.state is DeliveryState.SENDING
    if not is_begun and not run.begin(state=DeliveryState.SENDING, held=False, trouble=""):
        return
    try:
        published = outlet.send(part)
    except TooPublic as error:
        run.add_part(error.published, DeliveryState.ACCEPTED)
        withdraw_too_public(run, error)
    except Exception as error:  # noqa: BLE001  after an unforeseen error the part may be public, which must be stored
        _handle_failure(run, error)
    else:
        run.sent += 1
        # The same write marks the next part as being sent.
        run.add_part(published, DeliveryState.SENDING)


def _handle_failure(run: DeliveryRun, error: Exception) -> None:
    match error:
        case TryLater():
            run.postpone(error, state=DeliveryState.ACCEPTED)
        case Refused() | NeedsAPerson() | Gone():
            run.fail(error)
        case _:
            _mark_unconfirmed(run, error)


def _mark_unconfirmed(run: DeliveryRun, error: Exception) -> None:
    """Store that the part may be public, and schedule the first check."""
    if not isinstance(error, Unconfirmed):
        run.errors.append(error)
    run.note("unconfirmed", trouble=error_kind(error))
    run.release(
        run.clock.now() + FIRST_CHECK,
        state=DeliveryState.UNCONFIRMED,
        tries=run.delivery.tries + 1,
        lost=run.delivery.lost + 1,
        looks=0,
        trouble=error_kind(error),
    )
