"""A missing permission is reported as a failure, as CloudTrail would report it."""

import pytest

from infra.local.aws.gaps.permissions import DENIED_PREFIX
from infra.local.up import failure_collector
from infra.local.up.failure_collector import FailureCollector
from infra.local.up.function_logs import FunctionFailure

SESSION = "watchdesk-local-EscalateAlertsFunction-E6EA07875729B"
LINE = f"{DENIED_PREFIX}{SESSION} dynamodb:ConditionCheckItem\n"
REFUSAL = FunctionFailure("EscalateAlerts", "AccessDenied: its role does not allow dynamodb:ConditionCheckItem")


class NoLogs:
    def new_failures(self):
        return []


@pytest.fixture
def aws_log(tmp_path):
    (tmp_path / "aws.log").touch()
    return tmp_path / "aws.log"


def test_a_refusal_is_told_once_with_the_function_and_the_permission_it_lacks(aws_log):
    seen = FailureCollector(NoLogs(), aws_log)
    aws_log.write_text(f"starting\n{LINE}")

    assert seen.collect() == [REFUSAL]
    assert seen.collect() == []
    assert seen.failures == [REFUSAL]


def test_a_line_that_is_half_written_is_told_when_it_is_whole(aws_log):
    seen = FailureCollector(NoLogs(), aws_log)
    aws_log.write_text(LINE[:30])
    assert seen.collect() == []

    aws_log.write_text(LINE)

    assert seen.collect() == [REFUSAL]


def test_both_sides_agree_how_a_refusal_begins():
    assert failure_collector.DENIED_PREFIX == DENIED_PREFIX
