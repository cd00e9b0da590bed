"""What the function that takes posts finds in a stack, on moto."""

import json
from contextlib import contextmanager

import boto3
from moto import mock_aws

from functions.publish_post.handler import lambda_handler
from tests.aws_tables import create_table
from tests.builders import a_force, an_account
from tests.fakes import FakeClock
from tests.handlers.api import a_post, http_event
from tests.handlers.lambda_context import LambdaContext
from tests.worlds.publishing import JANE, JANE_SMITH, SELBY
from watchdesk import bootstrap
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.account import Platform
from watchdesk.register.dynamodb.register import DynamoRegister

TABLES = ("register", "posts", "audit", "messages", "idempotency")
QUEUE, BUCKET = "deliveries", "media"


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


@contextmanager
def a_publishing_stack(monkeypatch):
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
