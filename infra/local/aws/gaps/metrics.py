"""Gap: metrics that a log carries in the embedded metric format never reach CloudWatch.

The emulator also counts an invocation only if a caller waits for it, so those of a schedule, a queue or an API are
missing.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ministack.services import cloudwatch, lambda_svc


class MetricSample(NamedTuple):
    """One value of one metric."""

    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]


def fill() -> None:
    """Record the metrics of every log, and count every invocation once."""
    write_log, count = lambda_svc._emit_lambda_logs, lambda_svc._emit_lambda_metrics

    def write_and_measure(function: Any, request: str, log: str, error: bool, took: float, **named: Any) -> None:  # noqa: ANN401  the emulator's own
        write_log(function, request, log, error, took, **named)
        count((function.get("config") or function)["FunctionName"], took, error, throttle=False)
        for sample in metric_samples(log or ""):
            cloudwatch.record_metric(*sample)

    def count_throttled(name: str, duration_ms: float, error: bool, throttle: bool) -> None:
        """Count only throttled calls here. All others were counted when their log was written."""
        if throttle:
            count(name, duration_ms, error, throttle)

    lambda_svc._emit_lambda_logs = write_and_measure
    lambda_svc._emit_lambda_metrics = count_throttled


def metric_samples(log: str) -> Iterator[MetricSample]:
    """Yield every metric value in the lines of `log`. Lines in another format are ordinary log lines.

    The format: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    for line in log.splitlines():
        if '"CloudWatchMetrics"' in line:
            yield from _samples_of_line(line)


def _samples_of_line(line: str) -> Iterator[MetricSample]:
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
