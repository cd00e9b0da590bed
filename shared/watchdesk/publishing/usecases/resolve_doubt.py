"""Find out whether a part is public after the platform's answer was lost. Nothing is sent before that is known."""

from collections.abc import Callable
from dataclasses import replace

from watchdesk.core.account import AccountId
from watchdesk.core.backoff import pause
from watchdesk.core.errors import NeedsAPerson, RateLimited, TryLater
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.usecases.delivery_run import DeliveryRun, error_kind
from watchdesk.publishing.usecases.send_parts import FIRST_CHECK

KnownParts = Callable[[AccountId], frozenset[str]]
"""Returns the native ids of the parts that are known to be on this account."""

MAX_CHECKS = 6
"""These checks take over half an hour. After that a person must look on the platform."""

MAX_LOST_RESPONSES = 5
"""After so many lost answers to a part that was never public, the cause is not chance."""


def resolve_doubt(run: DeliveryRun, known: KnownParts) -> None:
    """Look for the part on the platform. If it is there, store it; if not, let the run send it again."""
    if run.delivery.looks >= MAX_CHECKS:
        run.release(None)
        return
    if run.delivery.state is DeliveryState.SENDING:
        run.note("unconfirmed", trouble="interrupted")
        run.save(state=DeliveryState.UNCONFIRMED, trouble="interrupted", lost=run.delivery.lost + 1)
    # The check is counted before it is made, so that a check that kills the run is not repeated for ever.
    run.save(looks=run.delivery.looks + 1)
    try:
        part = run.part(len(run.delivery.published))
        found = run.outlet.look(replace(part, known=known(part.account.id)))
    except Exception as error:  # noqa: BLE001  whatever prevented the check, the part may be public
        _check_again_later(run, error)
        return
    if found is not None:
        run.note("found", part=found.native_id)
        run.add_part(found, DeliveryState.ACCEPTED)
        return
    run.note("absent")
    if run.delivery.lost >= MAX_LOST_RESPONSES:
        run.fail(TryLater("the platform's answer was lost again and again"))
    else:
        run.save(state=DeliveryState.ACCEPTED, looks=0)


def _check_again_later(run: DeliveryRun, error: Exception) -> None:
    looks, now = run.delivery.looks, run.clock.now()
    if not isinstance(error, TryLater | NeedsAPerson):
        run.errors.append(error)
    until = error.until if isinstance(error, RateLimited) else None
    at = max(now + (pause(looks - 1) if looks > 1 else FIRST_CHECK), until or now)
    run.release(at if looks < MAX_CHECKS else None, trouble=error_kind(error))
