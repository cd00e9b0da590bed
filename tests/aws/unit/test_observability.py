"""What a log may hold of an error, and what a metric is counted under."""

import json

from watchdesk.aws.observability import count, error_facts, metrics
from watchdesk.core.errors import TryLater


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_librarys_error_is_named_but_says_nothing():
    facts = error_facts(raised(ValueError("input was: I live at 4 Mill Lane")))
    assert facts["error_type"] == "ValueError"
    assert "Mill" not in str(facts)


def test_our_own_error_says_what_it_knows_and_of_what_kind_its_cause_was():
    error = TryLater("Query on AlertsTable was throttled")
    error.__cause__ = ValueError("I live at 4 Mill Lane")
    facts = error_facts(raised(error))
    assert (facts["says"], facts["caused_by"]) == ("Query on AlertsTable was throttled", "ValueError")
    assert facts["raised_at"].startswith("test_observability.py:")
    assert "Mill" not in str(facts)


def test_a_metric_with_a_dimension_is_counted_apart_and_leaves_the_others_as_they_are(capsys):
    count("MessagesStored", 2)
    count("PollErrors", 1, kind="auth_reconnect")
    count("PollErrors", 1, kind="transient")
    count("MessagesStored", 0)
    metrics.flush_metrics()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    counted = [
        (each["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"], each.get("kind"), each["service"])
        for each in lines
    ]
    assert sorted(counted, key=str) == [
        ("MessagesStored", None, "watchdesk"),
        ("PollErrors", "auth_reconnect", "watchdesk"),
        ("PollErrors", "transient", "watchdesk"),
    ]
    assert {tuple(sorted(each["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0])) for each in lines} == {
        ("service",),
        ("kind", "service"),
    }
