"""Guards alarm_state.py."""

import pytest

from infra.local.aws.alarm_state import alarm_state

NOW = 1_000_020.0
MINUTE = 60


def alarm(**changes):
    return {
        "Period": MINUTE,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "Statistic": "Sum",
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "missing",
    } | changes


def state(points=(), **changes):
    return alarm_state(alarm(**changes), points, NOW)[0]


@pytest.mark.parametrize(("value", "expected"), [(0, "OK"), (1, "ALARM"), (2, "ALARM")])
def test_a_value_at_the_threshold_is_an_alarm_when_the_comparison_includes_it(value, expected):
    assert state([(NOW, value)]) == expected


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [("missing", "INSUFFICIENT_DATA"), ("breaching", "ALARM"), ("notBreaching", "OK"), ("ignore", None)],
)
def test_missing_data_counts_as_the_alarm_says(treatment, expected):
    assert state(TreatMissingData=treatment) == expected


def test_the_current_period_is_not_missing_data_before_it_is_over():
    assert state([(NOW - MINUTE, 0)], TreatMissingData="breaching") == "OK"


def test_a_point_of_an_earlier_period_is_no_alarm_later():
    assert state([(NOW - 5 * MINUTE, 9)], TreatMissingData="notBreaching") == "OK"


def test_values_of_one_period_are_taken_together_as_the_statistic_says():
    points = [(NOW, 1), (NOW, 4)]
    figures = {
        name: state(points, Statistic=name, Threshold=4) for name in ("Sum", "Maximum", "Average", "Minimum")
    }

    assert figures == {"Sum": "ALARM", "Maximum": "ALARM", "Average": "OK", "Minimum": "OK"}


@pytest.mark.parametrize(("breaching", "expected"), [(1, "OK"), (2, "ALARM"), (3, "ALARM")])
def test_two_of_three_periods_set_off_an_alarm_that_asks_for_two(breaching, expected):
    points = [(NOW - period * MINUTE, 1 if period < breaching else 0) for period in range(3)]

    assert state(points, EvaluationPeriods=3, DatapointsToAlarm=2) == expected
