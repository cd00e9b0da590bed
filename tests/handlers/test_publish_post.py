"""The function as it is deployed, from a gateway's event to what is stored: real wiring, AWS on moto."""

import json

import pytest

from functions.publish_post.handler import lambda_handler
from tests.handlers.lambda_context import LambdaContext
from tests.handlers.publishing_stack import a_publishing_stack
from tests.worlds.publishing import BOB, JANE, SELBY
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.aws.dynamodb.table import Table

WORDS = "zwyntoll the blue kestrel"


@pytest.fixture
def stack(monkeypatch):
    with a_publishing_stack(monkeypatch) as stack:
        yield stack


def test_whoever_has_no_token_yet_may_read_how_the_api_works(stack):
    event = {"version": "2.0", "routeKey": "GET /docs", "rawPath": "/docs", "requestContext": {"http": {}}}
    shown = lambda_handler(event, LambdaContext())
    assert (shown["statusCode"], "<h1" in shown["body"]) == (200, True)
    assert "script" not in shown["headers"]["content-security-policy"]


def test_a_post_is_stored_recorded_and_asked_for_once_however_often_it_is_sent(stack):
    first, again = stack.publish(attribution="full"), stack.publish(attribution="full")
    assert (first[0], again) == (202, first)
    post = first[1]["post"]
    assert post["attribution"]["text"] == "PC Jane Smith, Selby"
    assert stack.queued() == [{"post": post["id"], "account": SELBY}]
    trail = DynamoAuditTrail(Table(stack.dynamodb, stack.names["audit"]), stack.register)
    assert [(entry.deed.actor, entry.deed.action) for entry in trail.entries()] == [(JANE, "accept_post")]


def test_a_key_with_other_words_is_a_conflict_in_the_real_record(stack):
    stack.publish()
    status, body = stack.publish(text="Other words.")
    assert (status, body["problems"][0]["code"]) == (409, "key_used")


def test_the_record_of_a_request_holds_no_words_and_ends_after_a_day(stack):
    stack.publish(text=WORDS)
    (record,) = stack.items("idempotency")
    assert set(record) == {"id", "status", "data", "validation", "expiration", "in_progress_expiration"}
    assert WORDS not in json.dumps(record)
    assert int(record["expiration"]["N"]) * 1000 - int(record["in_progress_expiration"]["N"]) > 86_000_000


def test_an_attempt_that_died_blocks_its_key_no_longer_than_a_function_lives(stack):
    stack.publish()
    (record,) = stack.items("idempotency")
    dead = record | {"status": {"S": "INPROGRESS"}}
    stack.dynamodb.put_item(TableName=stack.names["idempotency"], Item=dead)
    status, body = stack.publish()
    assert (status, body["type"]) == (409, "urn:watchdesk:problem:in-progress")
    stack.dynamodb.put_item(
        TableName=stack.names["idempotency"], Item=dead | {"in_progress_expiration": {"N": "1"}}
    )
    assert stack.publish()[0] == 202


def test_a_name_that_is_withheld_is_withheld_at_once_until_it_is_restored(stack):
    assert stack.call("POST", "/v1/names/withhold", {"subject": JANE})[0] == 200
    assert stack.publish(attribution="full")[1]["problems"][0]["code"] == "attribution"
    assert stack.call("POST", "/v1/names/restore", {"subject": JANE}, subject=BOB)[0] == 200
    assert stack.publish(attribution="full")[0] == 202


def told(caplog):
    """Every record of every logger, whole."""
    return "".join(str(vars(record)) for record in caplog.records)


def test_a_table_that_cannot_be_reached_is_said_so_and_may_be_asked_again(stack, caplog):
    stack.dynamodb.delete_table(TableName=stack.names["idempotency"])
    status, body = stack.publish(text=WORDS)
    assert (status, body["type"]) == (503, "urn:watchdesk:problem:unavailable")
    assert stack.items("posts") == []
    assert WORDS not in told(caplog)


def test_a_fault_of_ours_fails_the_invocation_and_tells_no_words(stack, caplog):
    stack.dynamodb.delete_table(TableName=stack.names["posts"])
    with pytest.raises(RuntimeError, match="request_failed"):
        stack.publish(text=WORDS)
    (failed,) = [vars(record) for record in caplog.records if record.message == "request_failed"]
    assert (failed["route"], failed["error_type"]) == ("POST /v1/posts", "NeedsAPerson")
    assert WORDS not in told(caplog)


def test_the_log_tells_the_route_and_the_status_and_nothing_of_the_post(stack, caplog):
    stack.publish(text=WORDS)
    (answered,) = [vars(record) for record in caplog.records if record.message == "request_answered"]
    assert (answered["route"], answered["status"]) == ("POST /v1/posts", 202)
    assert WORDS not in told(caplog)
    assert JANE not in told(caplog)
