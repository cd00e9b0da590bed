"""Which changes of an alert may be stored, although others may have changed it since it was read.

A message may join at any time, and a run may take or lose its lease at any time. Neither may make a person's
answer fail. So each kind of writer requires only what its own decision was based on.
"""

from datetime import datetime
from typing import Any

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.change import Change, differences

HOLDER_REQUIRES = ("state", "lease")
"""A run has its lease, and nobody has answered: an answer takes the lease away."""
ANSWER_REQUIRES = ("state", "acknowledged_by")
"""The alert is still open, or still with the same person. Who holds the lease does not matter."""
ALWAYS_WRITTEN = ("attention_at", "lease")
"""A lease changes these at any time, so they are written even if they are as they were when they were read."""


def change_by_holder(before: Alert, after: Alert) -> Change | None:
    """Return the change that a run makes to the alert it holds, or None if there is nothing to write.

    A run may resolve an alert only if no message has joined since it took the lease.
    """
    if after == before or before.lease is None:
        return None
    requires = (*HOLDER_REQUIRES, "joins") if after.state is AlertState.RESOLVED else HOLDER_REQUIRES
    return _change(before, after, requires)


def change_by_answer(before: Alert, after: Alert) -> Change:
    """Return the change that a person's answer makes."""
    return _change(before, after, ANSWER_REQUIRES)


def change_to_due(now: datetime) -> Change:
    """Return the change that makes an open alert due at once and takes it from the run that holds it."""
    return Change(fields={"attention_at": now, "lease": None}, required={"state": AlertState.OPEN})


def required_to_text(alert: Alert) -> dict[str, Any]:
    """Return what must hold when a run wants somebody texted: the alert is open, and the run holds it."""
    return {"state": AlertState.OPEN, "lease": alert.lease or ""}


def _change(before: Alert, after: Alert, requires: tuple[str, ...]) -> Change:
    changed = differences(before, after)
    always = {name: getattr(after, name) for name in ALWAYS_WRITTEN}
    return Change(
        fields=changed | always,
        required={name: getattr(before, name) for name in requires},
        rising=frozenset({"step"} & changed.keys()),
    )
