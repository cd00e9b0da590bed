"""Which step is an alert on, and when is it looked at again?

Every answer is worked out from the notifications themselves, so a run that died changes nothing but the hour.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from watchdesk.domain.alert import Alert
from watchdesk.domain.notification import Notification, TextState
from watchdesk.domain.policy import Step

REPEAT = timedelta(minutes=10)
"""The last resort is texted again this often: a climb never ends in silence."""

TRY_AGAIN = timedelta(seconds=45)
"""Less than the minute between two ticks, so that the next one tries again."""


def step_of(alert: Alert, steps: Sequence[Step]) -> Step | None:
    """The policy's step the alert is on; None: the last resort, which comes after the last."""
    return steps[alert.step_of_climb] if alert.step_of_climb < len(steps) else None


def is_over(texts: Sequence[Notification], wait: timedelta, now: datetime) -> bool:
    """Somebody on this step was reached, and has had `wait` to answer; a wait met exactly is over."""
    over_at = _over_at(texts, wait)
    return over_at is not None and over_at <= now


def next_look(texts: Sequence[Notification], wait: timedelta, now: datetime) -> datetime | None:
    """When this step wants attention again; None: nobody on it can be reached, so climb at once."""
    looks = [at for at in (_over_at(texts, wait), _try_at(texts, now)) if at is not None]
    return min(looks, default=None)


def _over_at(texts: Sequence[Notification], wait: timedelta) -> datetime | None:
    reached = [text.sent_at for text in texts if text.state is TextState.ACCEPTED and text.sent_at is not None]
    return min(reached) + wait if reached else None


def _try_at(texts: Sequence[Notification], now: datetime) -> datetime | None:
    unsettled = [text for text in texts if text.is_unsettled() and not text.is_hopeless(now)]
    return min((max(now + TRY_AGAIN, text.lease_until or now) for text in unsettled), default=None)
