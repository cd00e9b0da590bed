"""Which step is an alert on, and when is it looked at again?

Every answer is worked out from the notifications themselves, so a run that died changes nothing but the hour.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.notification import Notification
from watchdesk.register.domain.policy import EscalationStep

LAST_RESORT_REPEAT = timedelta(minutes=10)
"""The last resort is texted again this often: a climb never ends in silence."""

SHORTEST_DELAY = timedelta(minutes=1)

WARNING_REPEAT = timedelta(minutes=30)
"""Of what has joined a warning since it was told, people are told no more often than this."""


def policy_step(alert: Alert, steps: Sequence[EscalationStep]) -> EscalationStep | None:
    """The policy's step the alert is on; None: the last resort, which comes after the last."""
    return steps[alert.step_of_climb] if alert.step_of_climb < len(steps) else None


def wait_ends_at(texts: Sequence[Notification], wait: timedelta) -> datetime | None:
    """When whoever was told on this step has had `wait` to answer.

    While nobody was reached, and somebody still may be, it counts from when they were first to be told. None:
    nobody was, or can be.
    """
    told = [text.sent_at for text in texts if text.has_arrived and text.sent_at is not None]
    hoped_for = [text.wanted_at for text in texts if not text.is_hopeless]
    return min(told or hoped_for) + wait if told or hoped_for else None


def has_wait_ended(texts: Sequence[Notification], wait: timedelta, now: datetime) -> bool:
    """A wait met exactly is over."""
    at = wait_ends_at(texts, wait)
    return at is not None and at <= now


def is_text_due(last: Notification | None, repeat_every: timedelta | None, now: datetime) -> bool:
    """Whether somebody on this step is to be told (again), after the last text to them on it."""
    at = _again_at(last, repeat_every) if last else now
    return at is not None and at <= now


def has_newer_warning(texts: Sequence[Notification], warned_at: datetime | None) -> bool:
    """Whether a message has joined a warning since somebody was last told of it."""
    last = max((text.wanted_at for text in texts), default=None)
    return last is not None and warned_at is not None and last < warned_at


def next_look(
    texts: Sequence[Notification], wait: timedelta, repeat_every: timedelta | None, now: datetime
) -> datetime | None:
    """When this step wants attention again; None: nobody on it can be reached, so climb at once.

    Whoever should have been texted again by now has gone off duty, or is held back by a cap: that is looked at
    again in a moment, and never dates the alert back, as if nobody looked after it.
    """
    end = wait_ends_at(texts, wait)
    last = {text.person: text for text in texts if not text.is_hopeless}
    again = [(text.sent_at or text.wanted_at) + repeat_every for text in last.values() if repeat_every]
    return min([end, *(max(at, now + SHORTEST_DELAY) for at in again)]) if end else None


def _again_at(last: Notification, repeat_every: timedelta | None) -> datetime | None:
    """Never before the last text has left."""
    if repeat_every is None or last.sent_at is None or not last.has_arrived:
        return None
    return last.sent_at + repeat_every
