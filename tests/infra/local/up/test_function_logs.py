"""Failures in the logs are found, and nothing else is."""

import json
import time

import boto3
import pytest
from moto import mock_aws

from infra.local.up.clients import LocalAwsClients
from infra.local.up.function_logs import FunctionFailure, FunctionLogs, failure_text

NOW = int(time.time() * 1_000)


@pytest.mark.parametrize(
    "line",
    [
        "START RequestId: 1",
        json.dumps({"level": "INFO", "message": "sweep_finished", "errors": 0}),
        json.dumps({"level": "WARNING", "message": "slow"}),
        json.dumps(["ERROR"]),
        "Traceback (most recent call last):",
    ],
)
def test_an_ordinary_line_is_no_failure(line):
    assert failure_text(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[ERROR] Runtime.HandlerError: AccessDeniedException",
            "[ERROR] Runtime.HandlerError: AccessDeniedException",
        ),
        (
            json.dumps({"level": "ERROR", "message": "poll_failed", "error_type": "TryLater", "account": "selby"}),
            "poll_failed error_type=TryLater account=selby",
        ),
        (json.dumps({"level": "CRITICAL", "message": "stopped"}), "stopped"),
    ],
)
def test_a_failure_is_told_with_what_the_log_knows_of_it(line, expected):
    assert failure_text(line) == expected


@pytest.fixture
def client():
    with mock_aws():
        logs = boto3.client("logs", region_name="eu-west-2")
        logs.create_log_group(logGroupName="/aws/cloudformation/watchdesk-local/SweepOverdueLogs")
        yield logs


@pytest.fixture
def write(client):
    def write(stream, *lines, at=NOW):
        group = "/aws/cloudformation/watchdesk-local/SweepOverdueLogs"
        client.create_log_stream(logGroupName=group, logStreamName=stream)
        events = [{"timestamp": at, "message": line} for line in lines]
        client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)

    return write


@pytest.fixture
def logs(client, tmp_path):
    return FunctionLogs(LocalAwsClients(None, None, client, None, None, None), tmp_path / "functions.log")


def test_every_line_is_written_once_with_the_name_of_its_function(write, logs):
    write("first", "START", "END")
    logs.new_failures()
    write("second", "START again", at=NOW + 1_000)
    logs.new_failures()
    logs.new_failures()

    assert logs.file.read_text().splitlines() == [
        "SweepOverdue  START",
        "SweepOverdue  END",
        "SweepOverdue  START again",
    ]


def test_a_failure_is_told_once(write, logs):
    write("first", "[ERROR] Runtime.HandlerError: denied")

    assert logs.new_failures() == [FunctionFailure("SweepOverdue", "[ERROR] Runtime.HandlerError: denied")]
    assert logs.new_failures() == []


def test_a_stream_written_a_moment_after_a_later_one_is_not_missed(write, logs):
    write("later", "one", at=NOW + 5_000)
    logs.new_failures()
    write("earlier", "two", at=NOW)
    logs.new_failures()

    assert "two" in logs.file.read_text()
