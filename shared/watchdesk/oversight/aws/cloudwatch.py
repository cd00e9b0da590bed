"""Reads the metrics of functions, queues and texts from CloudWatch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watchdesk.aws.errors import aws_request
from watchdesk.oversight.ports import RunCounts

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef, MetricStatTypeDef, MetricTypeDef

A_MINUTE = 60
"""Seconds. AWS/Lambda and AWS/SQS have no finer period."""


@dataclass(frozen=True, slots=True)
class CloudWatchMetric:
    """One metric of CloudWatch, with the value `about` of its dimension, if it has one."""

    namespace: str
    metric: str
    statistic: str
    dimension: str = ""
    about: str = ""
    period: int = A_MINUTE


def metric_values(
    client: "CloudWatchClient", metrics: Sequence[CloudWatchMetric], since: datetime, until: datetime
) -> list[list[float]]:
    """Return the values of each metric in the order of time. An unknown metric has none.

    GetMetricData takes up to 500 metrics.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
    """
    if not metrics:
        return []
    found: dict[str, list[tuple[datetime, float]]] = {}
    with aws_request("GetMetricData"):
        pages = client.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_query(number, metric) for number, metric in enumerate(metrics)],
            StartTime=since,
            EndTime=until,
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                measured = zip(result["Timestamps"], result["Values"], strict=True)
                found.setdefault(result["Id"], []).extend(measured)
    return [[value for _, value in sorted(found.get(f"m{number}", []))] for number in range(len(metrics))]


@dataclass(frozen=True, slots=True)
class CloudWatchFunctionRuns:
    """The port FunctionRuns."""

    client: "CloudWatchClient"

    def counts(self, functions: Mapping[str, str], since: datetime, until: datetime) -> Mapping[str, RunCounts]:
        metrics = [
            CloudWatchMetric("AWS/Lambda", metric, "Sum", "FunctionName", name)
            for name in functions.values()
            for metric in ("Invocations", "Errors")
        ]
        sums = [round(sum(values)) for values in metric_values(self.client, metrics, since, until)]
        return {
            word: RunCounts(runs=runs, failures=failures)
            for word, runs, failures in zip(functions, sums[::2], sums[1::2], strict=True)
        }


def queue_ages(client: "CloudWatchClient", names: Iterable[str], now: datetime) -> Mapping[str, float]:
    """Return how many seconds the oldest record of each queue had waited when AWS last measured it."""
    listed = list(names)
    metrics = [
        CloudWatchMetric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", "QueueName", name)
        for name in listed
    ]
    found = metric_values(client, metrics, now - timedelta(minutes=10), now)
    return {name: ages[-1] for name, ages in zip(listed, found, strict=True) if ages}


def _query(number: int, metric: CloudWatchMetric) -> "MetricDataQueryTypeDef":
    named: MetricTypeDef = {"Namespace": metric.namespace, "MetricName": metric.metric}
    if metric.dimension:
        named["Dimensions"] = [{"Name": metric.dimension, "Value": metric.about}]
    stat: MetricStatTypeDef = {"Metric": named, "Period": metric.period, "Stat": metric.statistic}
    return {"Id": f"m{number}", "MetricStat": stat}
