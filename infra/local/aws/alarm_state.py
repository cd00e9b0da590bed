"""The state that CloudWatch gives an alarm, computed from the points of one metric.

Periods are aligned to the clock, as on AWS. The current period counts as soon as it holds a point. See
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html, "Evaluating an alarm".
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}

STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Average": lambda values: sum(values) / len(values),
    "Maximum": max,
    "Minimum": min,
    "SampleCount": len,
    "Sum": sum,
}

MISSING_DATA: Mapping[str, bool | None] = {"breaching": True, "notBreaching": False}
"""Whether a period without points counts as a breach. With `missing` and `ignore` it does not count at all."""

StateAndReason = tuple[str | None, str]


def alarm_state(alarm: Mapping[str, Any], points: Sequence[tuple[float, float]], now: float) -> StateAndReason:
    """Return the state of the alarm and the reason for it; None means that the state stays as it is.

    `points` are pairs of a Unix time in seconds and a value. `now` is a Unix time too.
    """
    treatment = alarm.get("TreatMissingData") or "missing"
    breaches = [_breaches(alarm, values, treatment) for values in _periods(alarm, points, now)]
    known = [breach for breach in breaches if breach is not None]
    if not known:
        return (None, "") if treatment == "ignore" else ("INSUFFICIENT_DATA", "no data in the evaluated periods")
    needed = int(alarm.get("DatapointsToAlarm") or len(breaches))
    state = "ALARM" if sum(known) >= min(needed, len(known)) else "OK"
    return state, f"{sum(known)} of {len(breaches)} periods breached; {needed} are needed for the alarm"


def _periods(alarm: Mapping[str, Any], points: Sequence[tuple[float, float]], now: float) -> list[list[float]]:
    length, count = int(alarm["Period"]), int(alarm["EvaluationPeriods"])
    current = int(now // length)
    newest = current if any(instant // length == current for instant, _ in points) else current - 1
    wanted = range(newest, newest - count, -1)
    return [[value for instant, value in points if instant // length == period] for period in wanted]


def _breaches(alarm: Mapping[str, Any], values: Sequence[float], treatment: str) -> bool | None:
    if not values:
        return MISSING_DATA.get(treatment)
    statistic = STATISTICS[alarm.get("Statistic") or "Average"]
    return COMPARISONS[alarm["ComparisonOperator"]](statistic(values), float(alarm["Threshold"]))
