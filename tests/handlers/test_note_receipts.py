"""note_receipts as it is deployed: real wiring, the tables on moto, the envelope of CloudWatch Logs."""

import boto3
import pytest
from moto import mock_aws

from functions.note_receipts.handler import lambda_handler
from tests.aws_tables import create_table
from tests.builders import a_force, a_person
from tests.carriers import delivered_by_logs, sample, sns_failure
from tests.handlers.lambda_context import LambdaContext
from watchdesk import bootstrap
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.observability import metrics
from watchdesk.bootstrap import runtime
from watchdesk.core.errors import Defect
from watchdesk.core.system_clock import SystemClock
from watchdesk.register.dynamodb.register import DynamoRegister

PHONE = "+447700900001"
CONTEXT = LambdaContext()


@pytest.fixture
def register(monkeypatch):
    _forget_what_was_built()
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        dynamodb = boto3.client("dynamodb")
        names = {name: create_table(dynamodb, f"{name.title()}Table") for name in ("register", "alerts")}
        for name, table in names.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table)
        register = DynamoRegister(Table(dynamodb, names["register"]), SystemClock())
        for declared in (a_force(), a_person(phone=PHONE), a_person("inspector", "+447700900002")):
            register.put(declared)
        yield register
    _forget_what_was_built()


def _forget_what_was_built():
    for built in (bootstrap.note_receipts, runtime.client):
        built.cache_clear()
    metrics.clear_metrics()


def test_a_batch_of_both_kinds_is_noted_and_what_is_no_report_is_counted(register):
    lines = (sample("sns_success"), sample("eum_delivered", isFinal=False), "no report at all")
    assert lambda_handler(delivered_by_logs(*lines), CONTEXT) == {
        "undecided": 1,
        "strangers": 1,
        "unreadable": 1,
        "opted_out": [],
    }


def test_a_stop_takes_a_number_out_of_every_climb(register):
    noted = lambda_handler(delivered_by_logs(sns_failure("Phone number is opted out")), CONTEXT)
    assert noted["opted_out"] == ["sergeant"]
    asked_anew = DynamoRegister(register.table, SystemClock())
    assert [person.id for person in asked_anew.people() if person.opted_out_at] == ["sergeant"]


def test_what_could_not_be_noted_fails_the_run_so_that_it_is_run_again(register):
    boto3.client("dynamodb").delete_table(TableName=bootstrap.note_receipts().receipts.table.name)
    with pytest.raises(Defect, match="receipt_failed"):
        lambda_handler(delivered_by_logs(sample("sns_success")), CONTEXT)


def test_no_number_stands_in_a_log_or_a_metric(register, caplog, capsys):
    lines = (sns_failure("Phone number is opted out"), sample("eum_failed"), f"{PHONE} is no report")
    lambda_handler(delivered_by_logs(*lines), CONTEXT)
    told = capsys.readouterr()
    assert any(record.message == "receipts_noted" for record in caplog.records)
    everything = told.out + told.err + "".join(str(vars(record)) for record in caplog.records)
    assert PHONE.removeprefix("+44") not in everything
