"""The function as it is deployed, from a gateway's event to what is stored: real wiring, AWS on moto."""

import json
from base64 import b64decode
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from functions.publish_post.handler import lambda_handler
from tests.aws_tables import create_table
from tests.builders import a_force, an_account
from tests.fakes import FakeClock
from tests.handlers.api import a_post, http_event
from tests.handlers.lambda_context import LambdaContext
from tests.newsroom import BOB, JANE, JANE_SMITH, SELBY
from watchdesk import bootstrap
from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
from watchdesk.adapters.dynamodb.register import DynamoRegister
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.adapters.media import S3MediaStore
from watchdesk.adapters.media_drop import LARGEST
from watchdesk.bootstrap import runtime
from watchdesk.domain.account import Platform

TABLES = ("register", "posts", "audit", "messages", "idempotency")
QUEUE, BUCKET = "deliveries", "media"
PHOTOGRAPH = Path("tests/samples/pictures/telling.jpg").read_bytes()
WORDS = "zwyntoll the blue kestrel"


class Stack:
    def __init__(self, names, register):
        self.names, self.register = names, register
        self.dynamodb, self.s3 = boto3.client("dynamodb"), boto3.client("s3")

    def call(self, method, path, body=None, **given):
        event = http_event(method, path, body, **given)
        answer = json.loads(json.dumps(lambda_handler(event, LambdaContext())))
        return answer["statusCode"], json.loads(answer["body"])

    def publish(self, key="key-1", subject=JANE, **fields):
        return self.call("POST", "/v1/posts", a_post(**fields), headers={"idempotency-key": key}, subject=subject)

    def items(self, name):
        return self.dynamodb.scan(TableName=self.names[name])["Items"]

    def queued(self):
        sqs = boto3.client("sqs")
        received = sqs.receive_message(QueueUrl=sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"])
        return [json.loads(message["Body"]) for message in received.get("Messages", [])]

    def drop(self, ticket, data):
        """What the browser's form does, once S3 has checked the signature."""
        self.s3.put_object(Bucket=BUCKET, Key=ticket["fields"]["key"], Body=data)


@pytest.fixture
def stack(monkeypatch):
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        dynamodb = boto3.client("dynamodb")
        names = {name: create_table(dynamodb, f"{name.title()}Table") for name in TABLES}
        for name, table in names.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table)
        boto3.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )
        monkeypatch.setenv("WATCHDESK_MEDIA_BUCKET", BUCKET)
        url = boto3.client("sqs").create_queue(QueueName=QUEUE)["QueueUrl"]
        monkeypatch.setenv("WATCHDESK_DELIVERIES_QUEUE_URL", url)
        register = DynamoRegister(Table(dynamodb, names["register"]), FakeClock())
        account = an_account(SELBY, platform=Platform.BLUESKY, handle="selby.example")
        for declared in (a_force(), account, JANE_SMITH):
            register.put(declared)
        start_cold()
        yield Stack(names, register)
    start_cold()


def start_cold():
    runtime.client.cache_clear()
    bootstrap.publish_post.cache_clear()


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


def test_an_image_goes_from_a_ticket_to_a_post_without_what_it_tells(stack):
    status, ticket = stack.call("POST", "/v1/media")
    assert status == 201
    complete = f"/v1/media/{ticket['media']}/complete"
    assert stack.call("POST", complete)[0] == 404
    stack.drop(ticket, PHOTOGRAPH)
    assert stack.call("POST", complete, subject=BOB)[0] == 404
    status, upload = stack.call("POST", complete)
    assert (status, upload["content_type"], upload["width"], upload["height"]) == (200, "image/jpeg", 8, 6)
    kept = S3MediaStore(stack.s3, BUCKET).read(upload["id"])
    assert b"Jane" not in kept
    assert len(kept) == upload["size"]
    status, body = stack.publish(images=[{"media": upload["id"], "alt": "A road."}])
    assert (status, body["post"]["images"][0]["id"]) == (202, upload["id"])
    mine = stack.publish(
        key="key-2", subject=BOB, text="Mine.", images=[{"media": upload["id"], "alt": "A road."}]
    )
    assert (mine[0], mine[1]["problems"][0]["code"]) == (422, "image_unknown")


def test_what_is_no_image_is_named_and_not_kept(stack):
    _, ticket = stack.call("POST", "/v1/media")
    stack.drop(ticket, b"%PDF-1.7")
    status, body = stack.call("POST", f"/v1/media/{ticket['media']}/complete")
    assert (status, body["problems"][0]["code"]) == (422, "image_type")
    with pytest.raises(ClientError):
        stack.s3.get_object(Bucket=BUCKET, Key=f"checked/{ticket['media']}")


def test_a_ticket_is_for_one_place_few_bytes_and_ten_minutes(stack):
    _, ticket = stack.call("POST", "/v1/media")
    policy = json.loads(b64decode(ticket["fields"]["policy"]))
    assert {"key": ticket["fields"]["key"]} in policy["conditions"]
    assert ["content-length-range", 1, LARGEST] in policy["conditions"]
    assert {"bucket": BUCKET} in policy["conditions"]
    assert ticket["fields"]["key"].startswith("incoming/")
    assert JANE not in ticket["fields"]["key"]
    # The address for all regions redirects the form of a new bucket, and a redirected form is lost.
    assert ticket["url"] == f"https://{BUCKET}.s3.eu-west-2.amazonaws.com/"
    assert ticket["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


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
