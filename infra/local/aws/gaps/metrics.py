"""Gap: metrics written to the log in the embedded metric format never reach CloudWatch, nor do most invocations.

An invocation is counted only where a caller waits for it: those of a schedule, a queue or an API are not.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ministack.services import cloudwatch, lambda_svc


class MetricSample(NamedTuple):
    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]


def fill() -> None:
    write_log, count = lambda_svc._emit_lambda_logs, lambda_svc._emit_lambda_metrics

    def write_and_measure(function: Any, request: str, log: str, error: bool, took: float, **named: Any) -> None:  # noqa: ANN401  the emulator's own
        write_log(function, request, log, error, took, **named)
        count((function.get("config") or function)["FunctionName"], took, error, throttle=False)
        for sample in metric_samples(log or ""):
            cloudwatch.record_metric(*sample)

    def count_throttled(name: str, duration_ms: float, error: bool, throttle: bool) -> None:
        """Whatever ran has been counted where its log was written."""
        if throttle:
            count(name, duration_ms, error, throttle)

    lambda_svc._emit_lambda_logs = write_and_measure
    lambda_svc._emit_lambda_metrics = count_throttled


def metric_samples(log: str) -> Iterator[MetricSample]:
    """Every value the lines of `log` carry. A line that is not of the format is an ordinary log line.

    The format: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    for line in log.splitlines():
        if '"CloudWatchMetrics"' in line:
            yield from _of_line(line)


def _of_line(line: str) -> Iterator[MetricSample]:
    try:
        document = json.loads(line)
        directives = document["_aws"]["CloudWatchMetrics"]
    except (ValueError, KeyError, TypeError):
        return
    for directive in directives:
        for names in directive.get("Dimensions") or [[]]:
            dimensions = {name: str(document[name]) for name in names if name in document}
            for metric in directive["Metrics"]:
                given = document.get(metric["Name"], [])
                for value in given if isinstance(given, list) else [given]:
                    unit = metric.get("Unit", "None")
                    yield MetricSample(directive["Namespace"], metric["Name"], float(value), unit, dimensions)
