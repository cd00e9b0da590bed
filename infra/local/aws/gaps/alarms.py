"""Gap: an alarm looks at every metric of its name whatever the dimensions, and never at silence.

The emulator judges alarms only when a metric is put, so one that waits for missing data never rings. Here every
alarm is judged by infra.local.aws.alarm_state each few seconds.
"""

import time
from datetime import timedelta
from typing import Any

from ministack.services import cloudwatch

from infra.local.aws.alarm_state import alarm_state
from infra.local.aws.background import repeat_every

INTERVAL = timedelta(seconds=5)


def fill() -> None:
    cloudwatch._evaluate_alarm = evaluate
    repeat_every(INTERVAL, cloudwatch._evaluate_all_alarms, "alarms")


def evaluate(alarm: dict[str, Any]) -> None:
    """Bring one alarm up to date, tell its topics, and the composite alarms that watch it."""
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
