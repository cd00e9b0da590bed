"""Would CloudWatch ring this alarm? A pure judgement over the points of one metric.

Periods are aligned to the clock, as on AWS; the period that is running counts once it holds a point. See
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
"""What a period without points counts as; `missing` and `ignore` count it as nothing."""

StateAndReason = tuple[str | None, str]


def alarm_state(alarm: Mapping[str, Any], points: Sequence[tuple[float, float]], now: float) -> StateAndReason:
    """The state the alarm belongs in, and why. None: leave it as it is. `points` are (instant, value)."""
    treatment = alarm.get("TreatMissingData") or "missing"
    breaches = [_breaches(alarm, values, treatment) for values in _periods(alarm, points, now)]
    known = [breach for breach in breaches if breach is not None]
    if not known:
        return (None, "") if treatment == "ignore" else ("INSUFFICIENT_DATA", "no data in the periods looked at")
    needed = int(alarm.get("DatapointsToAlarm") or len(breaches))
    state = "ALARM" if sum(known) >= min(needed, len(known)) else "OK"
    return state, f"{sum(known)} of {len(breaches)} periods breached; {needed} ring the alarm"


def _periods(alarm: Mapping[str, Any], points: Sequence[tuple[float, float]], now: float) -> list[list[float]]:
    length, count = int(alarm["Period"]), int(alarm["EvaluationPeriods"])
    running = int(now // length)
    newest = running if any(instant // length == running for instant, _ in points) else running - 1
    wanted = range(newest, newest - count, -1)
    return [[value for instant, value in points if instant // length == period] for period in wanted]


def _breaches(alarm: Mapping[str, Any], values: Sequence[float], treatment: str) -> bool | None:
    if not values:
        return MISSING_DATA.get(treatment)
    statistic = STATISTICS[alarm.get("Statistic") or "Average"]
    return COMPARISONS[alarm["ComparisonOperator"]](statistic(values), float(alarm["Threshold"]))
