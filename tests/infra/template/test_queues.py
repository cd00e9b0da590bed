"""Nothing that waits in a queue is lost, and what cannot be worked off is kept."""

from tests.infra.template.stack import functions, nested, of_type

CALLED_BY_AWS = {"NoteReceiptsFunction", "AnswerTextsFunction"}
"""By a service that does not wait for the answer."""


def test_what_the_scheduler_cannot_deliver_or_a_run_cannot_finish_is_kept():
    schedules = of_type("AWS::Scheduler::Schedule")
    assert len(schedules) == 5
    for schedule in schedules.values():
        target = schedule["Properties"]["Target"]
        assert target["DeadLetterConfig"]["Arn"]
        assert target["RetryPolicy"]["MaximumRetryAttempts"] == 0
        assert schedule["Properties"]["FlexibleTimeWindow"] == {"Mode": "OFF"}
    configured = of_type("AWS::Lambda::EventInvokeConfig").values()
    assert all(each["Properties"]["DestinationConfig"]["OnFailure"]["Destination"] for each in configured)
    on_schedule = {each["Properties"]["Target"]["Arn"]["Fn::GetAtt"][0] for each in schedules.values()}
    assert {each["Properties"]["FunctionName"]["Ref"] for each in configured} == on_schedule | CALLED_BY_AWS


def test_every_work_queue_outlasts_its_function_six_times_and_keeps_its_dead():
    queues = of_type("AWS::SQS::Queue", nested("messaging"))
    work = {name: each["Properties"] for name, each in queues.items() if "RedrivePolicy" in each["Properties"]}
    slowest = max(function["Timeout"] for function in functions().values())
    assert set(work) == {"PollsQueue", "EscalationsQueue", "DeliveriesQueue"}
    for queue in work.values():
        assert queue["VisibilityTimeout"] >= 6 * slowest
        assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5
    assert all(each["Properties"]["SqsManagedSseEnabled"] for each in queues.values())


def test_the_queue_policy_refuses_plain_transport():
    (policy,) = of_type("AWS::SQS::QueuePolicy", nested("messaging")).values()
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
