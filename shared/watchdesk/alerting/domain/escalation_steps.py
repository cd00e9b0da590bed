"""Find the step an alert is on, and when it is looked at again.

All of it follows from the stored notifications. So a run that died only delays the climb.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.notification import Notification
from watchdesk.register.domain.policy import EscalationStep

LAST_RESORT_REPEAT = timedelta(minutes=10)
"""How often the last resort is texted again, because a climb ends only when somebody answers."""

SHORTEST_DELAY = timedelta(minutes=1)

WARNING_REPEAT = timedelta(minutes=30)
"""People are told at most this often of messages that have joined a warning since."""


def highest_step(alert: Alert, texts: Sequence[Notification]) -> int:
    """Return the step that the alert is really on.

    A run that died after it wanted somebody texted had not yet moved the alert to that step.
    """
    return max([alert.step, *(text.step for text in texts)])


def policy_step(alert: Alert, steps: Sequence[EscalationStep]) -> EscalationStep | None:
    """Return the policy's step that the alert is on, or None for the last resort, which comes after all steps."""
    return steps[alert.step_of_climb] if alert.step_of_climb < len(steps) else None


def wait_ends_at(texts: Sequence[Notification], wait: timedelta) -> datetime | None:
    """Return when the people who were told on this step have had `wait` to answer.

    While nobody was reached but somebody still may be, the time counts from when they were first to be told.
    Returns None if nobody was reached or can be.
    """
    told = [text.sent_at for text in texts if text.has_arrived and text.sent_at is not None]
    hoped_for = [text.wanted_at for text in texts if not text.is_hopeless]
    return min(told or hoped_for) + wait if told or hoped_for else None


def has_wait_ended(texts: Sequence[Notification], wait: timedelta, now: datetime) -> bool:
    """Return whether the time to answer is over. It is over at the exact end, too."""
    at = wait_ends_at(texts, wait)
    return at is not None and at <= now


def is_text_due(last: Notification | None, repeat_every: timedelta | None, now: datetime) -> bool:
    """Return whether a person on this step is to be texted now, for the first time or again."""
    at = _again_at(last, repeat_every) if last else now
    return at is not None and at <= now


def has_newer_warning(texts: Sequence[Notification], warned_at: datetime | None) -> bool:
    """Return whether a message has joined a warning since people were last told of it."""
    last = max((text.wanted_at for text in texts), default=None)
    return last is not None and warned_at is not None and last < warned_at


def next_look(
    texts: Sequence[Notification], wait: timedelta, repeat_every: timedelta | None, now: datetime
) -> datetime | None:
    """Return when the alert is looked at again on this step, or None if it climbs at once for want of a person.

    A person who should have been texted again by now has gone off duty, or a rate limit holds the text back. The
    alert is then looked at again in a moment. A time in the past would look as if no run had seen the alert.
    """
    end = wait_ends_at(texts, wait)
    last = {text.person: text for text in texts if not text.is_hopeless}
    again = [(text.sent_at or text.wanted_at) + repeat_every for text in last.values() if repeat_every]
    return min([end, *(max(at, now + SHORTEST_DELAY) for at in again)]) if end else None


def _again_at(last: Notification, repeat_every: timedelta | None) -> datetime | None:
    """Return when the person is texted again, or None if that never happens or the last text was not sent yet."""
    if repeat_every is None or last.sent_at is None or not last.has_arrived:
        return None
    return last.sent_at + repeat_every
