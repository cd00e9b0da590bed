"""Guards gaps/alarms.py."""

import json


def states(aws):
    alarms = aws.client("cloudwatch").describe_alarms()["MetricAlarms"]
    return {name: a["StateValue"] for a in alarms for name in aws.outputs if aws.outputs[name] == a["AlarmName"]}


def test_an_alarm_evaluates_only_the_metric_with_its_own_dimensions(aws, eventually):
    dimensions = [{"Name": "service", "Value": "a"}]
    data = [{"MetricName": "Rings", "Dimensions": dimensions, "Value": 3.0}]
    aws.client("cloudwatch").put_metric_data(Namespace="Test", MetricData=data)

    eventually(lambda: states(aws)["PollsOfA"] == "ALARM")
    assert states(aws)["PollsOfB"] != "ALARM"

    queue = aws.client("sqs")
    told = eventually(lambda: queue.receive_message(QueueUrl=aws.outputs["Rung"]).get("Messages"))
    names = {json.loads(json.loads(message["Body"])["Message"])["AlarmName"] for message in told}
    assert names <= {aws.outputs["PollsOfA"], aws.outputs["Silence"]}


def test_an_alarm_on_missing_data_goes_off_without_a_single_metric(aws, eventually):
    assert eventually(lambda: states(aws)["Silence"] == "ALARM")
