"""Gap: an alarm evaluates every metric of its name whatever the dimensions, and never notices missing data.

The emulator evaluates alarms only when a metric is put, so an alarm on missing data never goes off. Here
infra.local.aws.alarm_state evaluates every alarm every few seconds.
"""

import time
from datetime import timedelta
from typing import Any

from ministack.services import cloudwatch

from infra.local.aws.alarm_state import alarm_state
from infra.local.aws.background import repeat_every

INTERVAL = timedelta(seconds=5)


def fill() -> None:
    """Replace the evaluation of alarms, and evaluate all of them at an interval."""
    cloudwatch._evaluate_alarm = evaluate
    repeat_every(INTERVAL, cloudwatch._evaluate_all_alarms, "alarms")


def evaluate(alarm: dict[str, Any]) -> None:
    """Update the state of one alarm, and notify its topics and its composite alarms if the state changed."""
    if "MetricName" not in alarm:
        return
    dimensions = {given["Name"]: given["Value"] for given in alarm.get("Dimensions") or []}
    key = (alarm["Namespace"], alarm["MetricName"], cloudwatch._dims_key(dimensions))
    state, reason = alarm_state(alarm, _values(key), time.time())
    old = alarm["StateValue"]
    if state in (None, old):
        return
    alarm.update(StateValue=state, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], old, state, reason)
    cloudwatch._dispatch_alarm_actions(alarm, old, state, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def _values(key: tuple[str, str, str]) -> list[tuple[float, float]]:
    points = list(cloudwatch._metrics.get(key) or [])
    return [(point["Timestamp"], point["Value"]) for point in points if "Value" in point]
