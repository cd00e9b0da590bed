"""Guards gaps/metrics.py and gaps/queues.py."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.aws.gaps.metrics import metric_samples


def total(aws, namespace, name, dimensions, statistic="Sum"):
    now = datetime.now(UTC)
    points = aws.client("cloudwatch").get_metric_statistics(
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=1),
        Period=3600,
        Statistics=[statistic],
    )["Datapoints"]
    return sum(point[statistic] for point in points)


def test_a_metric_in_the_log_of_a_function_reaches_cloudwatch_with_its_dimensions(aws, eventually):
    aws.invoke("Measuring", "poll_accounts")

    assert eventually(lambda: total(aws, "Test", "Polls", {"service": "poll_accounts"})) == 5
    assert total(aws, "Test", "Polls", {"service": "another"}) == 0


@pytest.mark.parametrize("how", ["RequestResponse", "Event"])
def test_an_invocation_is_counted_once_whoever_waits_for_it(aws, eventually, how):
    function = {"FunctionName": aws.outputs["Surroundings"]}
    before = total(aws, "AWS/Lambda", "Invocations", function)
    aws.invoke("Surroundings", {"package": "json"}, InvocationType=how)

    assert eventually(lambda: total(aws, "AWS/Lambda", "Invocations", function) > before)
    assert total(aws, "AWS/Lambda", "Invocations", function) == before + 1


def test_a_queue_publishes_how_many_messages_wait_in_it(aws, eventually):
    queue = aws.client("sqs").create_queue(QueueName="waiting")["QueueUrl"]
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody="one")

    def waiting():
        return total(aws, "AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": "waiting"}, "Maximum")

    assert eventually(waiting) == 1


@pytest.mark.parametrize(
    "line",
    [
        "plain text",
        '"CloudWatchMetrics" without JSON',
        json.dumps({"CloudWatchMetrics": []}),
        json.dumps({"_aws": "CloudWatchMetrics", "x": '"CloudWatchMetrics"'}),
    ],
)
def test_a_line_that_is_no_metric_is_left_alone(line):
    assert list(metric_samples(line)) == []


def test_a_metric_without_dimensions_is_one_sample():
    directive = {"Namespace": "N", "Metrics": [{"Name": "M"}]}

    assert [
        sample.value for sample in metric_samples(json.dumps({"_aws": {"CloudWatchMetrics": [directive]}, "M": 4}))
    ] == [4]
