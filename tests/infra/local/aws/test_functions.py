"""Guards gaps/functions.py, failures.py and permissions.py, and that permissions are really asked for."""

import json


def test_reserved_concurrency_of_the_template_is_kept(aws):
    kept = aws.client("lambda").get_function_concurrency(FunctionName=aws.outputs["Reader"])

    assert kept["ReservedConcurrentExecutions"] == 1


def test_an_event_that_failed_for_good_reaches_the_dead_letter_queue(aws, eventually):
    aws.invoke("Failing", {"poll": "one"}, InvocationType="Event")

    queue = aws.client("sqs")
    received = eventually(lambda: queue.receive_message(QueueUrl=aws.outputs["Failed"]).get("Messages"))
    assert json.loads(received[0]["Body"])["requestPayload"] == {"poll": "one"}


def test_a_function_may_do_what_its_role_allows_on_an_encrypted_table(aws):
    aws.client("dynamodb").put_item(TableName=aws.outputs["Table"], Item={"pk": {"S": "kept"}})

    assert aws.invoke("Reader", "read") == (None, "kept")


def test_a_function_may_not_do_what_its_role_does_not_allow(aws):
    failed, answer = aws.invoke("Reader", "write")

    assert failed == "Unhandled"
    assert "AccessDeniedException" in answer["errorMessage"]
    assert "dynamodb:PutItem" in answer["errorMessage"]


def test_a_role_that_may_read_some_attributes_reads_those_in_a_batch_and_no_others(aws):
    aws.client("dynamodb").put_item(TableName=aws.outputs["Table"], Item={"pk": {"S": "kept"}})

    assert aws.invoke("Reader", "keys") == (None, "kept")
    for too_much in ("words", "all"):
        failed, answer = aws.invoke("Reader", too_much)
        assert failed == "Unhandled"
        assert "dynamodb:BatchGetItem" in answer["errorMessage"]


def test_a_queue_that_demands_encrypted_transport_takes_what_its_sender_may_send(aws):
    assert aws.invoke("Reader", "send") == (None, "sent")


def test_the_log_of_a_function_that_cannot_even_be_imported_says_why(aws, eventually):
    aws.invoke("Broken", {})

    logs = aws.client("logs")
    group = f"/aws/lambda/{aws.outputs['Broken']}"
    messages = eventually(
        lambda: [event["message"] for event in logs.filter_log_events(logGroupName=group)["events"]]
    )
    errors = [message for message in messages if message.startswith("[ERROR]")]
    assert len(errors) == 1
    assert "No module named 'a_package_that_is_not_in_the_zip'" in errors[0]


def test_the_local_aws_keeps_a_trail_of_what_it_refused(aws, eventually):
    aws.invoke("Reader", "write")

    line = f"refused: {aws.outputs['Reader']} dynamodb:PutItem"
    assert eventually(lambda: line in (aws.settings.state / "log").read_text().splitlines())
