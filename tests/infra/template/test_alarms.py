"""What rings when the stack is in trouble."""

from collections import Counter

from tests.infra.template.stack import nested, of_type


def test_every_queue_that_keeps_the_dead_has_an_alarm_and_every_work_queue_one_on_age():
    watched = Counter(
        (each["Properties"]["MetricName"], each["Properties"]["Dimensions"][0]["Value"]["Ref"])
        for each in of_type("AWS::CloudWatch::Alarm", nested("monitoring")).values()
        if each["Properties"]["Namespace"] == "AWS/SQS"
    )
    assert watched == Counter(
        {
            ("ApproximateNumberOfMessagesVisible", "PollsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "EscalationsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "DeliveriesDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "TicksDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "TextsDeadLetters"): 1,
            ("ApproximateNumberOfMessagesVisible", "ReceiptsDeadLetters"): 1,
            ("ApproximateAgeOfOldestMessage", "PollsQueue"): 1,
            ("ApproximateAgeOfOldestMessage", "EscalationsQueue"): 1,
            ("ApproximateAgeOfOldestMessage", "DeliveriesQueue"): 1,
        }
    )


def test_every_alarm_rings_and_a_missing_tick_breaches():
    alarms = of_type("AWS::CloudWatch::Alarm", nested("monitoring"))
    for name, alarm in alarms.items():
        properties = alarm["Properties"]
        assert properties["AlarmActions"], name
        assert properties["AlarmDescription"], name
        heartbeat = properties["MetricName"] in ("Invocations", "WatchIsWell")
        assert properties["TreatMissingData"] == ("breaching" if heartbeat else "notBreaching"), name
