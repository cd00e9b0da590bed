"""What CloudWatch has measured of our functions and queues, and of what texts cost."""

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
"""Seconds: the finest that AWS/Lambda and AWS/SQS measure."""


@dataclass(frozen=True, slots=True)
class CloudWatchMetric:
    """One metric: `about` names its dimension's value, if it has one."""

    namespace: str
    metric: str
    statistic: str
    dimension: str = ""
    about: str = ""
    period: int = A_MINUTE


def metric_values(
    client: "CloudWatchClient", measures: Sequence[CloudWatchMetric], since: datetime, until: datetime
) -> list[list[float]]:
    """For each measure all that was measured, in the order of time; nothing for one that is not known.

    Up to 500 measures, as GetMetricData takes.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
    """
    if not measures:
        return []
    found: dict[str, list[tuple[datetime, float]]] = {}
    with aws_request("GetMetricData"):
        pages = client.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_query(number, measure) for number, measure in enumerate(measures)],
            StartTime=since,
            EndTime=until,
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                measured = zip(result["Timestamps"], result["Values"], strict=True)
                found.setdefault(result["Id"], []).extend(measured)
    return [[value for _, value in sorted(found.get(f"m{number}", []))] for number in range(len(measures))]


@dataclass(frozen=True, slots=True)
class CloudWatchFunctionRuns:
    """The port Ticks."""

    client: "CloudWatchClient"

    def of(self, functions: Mapping[str, str], since: datetime, until: datetime) -> Mapping[str, RunCounts]:
        measures = [
            CloudWatchMetric("AWS/Lambda", metric, "Sum", "FunctionName", name)
            for name in functions.values()
            for metric in ("Invocations", "Errors")
        ]
        sums = [round(sum(each)) for each in metric_values(self.client, measures, since, until)]
        return {
            word: RunCounts(runs=runs, failures=failures)
            for word, runs, failures in zip(functions, sums[::2], sums[1::2], strict=True)
        }


def queue_ages(client: "CloudWatchClient", names: Iterable[str], now: datetime) -> Mapping[str, float]:
    """Seconds that the oldest record waited when it was last measured, by queue, of those measured lately."""
    listed = list(names)
    measures = [
        CloudWatchMetric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", "QueueName", name)
        for name in listed
    ]
    found = metric_values(client, measures, now - timedelta(minutes=10), now)
    return {name: ages[-1] for name, ages in zip(listed, found, strict=True) if ages}


def _query(number: int, measure: CloudWatchMetric) -> "MetricDataQueryTypeDef":
    metric: MetricTypeDef = {"Namespace": measure.namespace, "MetricName": measure.metric}
    if measure.dimension:
        metric["Dimensions"] = [{"Name": measure.dimension, "Value": measure.about}]
    stat: MetricStatTypeDef = {"Metric": metric, "Period": measure.period, "Stat": measure.statistic}
    return {"Id": f"m{number}", "MetricStat": stat}
