"""The function as it is deployed, from event to platform: real wiring, AWS on moto, a simulated Bluesky."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws

from functions.deliver_post.handler import lambda_handler
from infra.local.simulators.bluesky.simulator import bluesky_server
from tests.aws_tables import create_table
from tests.builders import a_force, an_account
from tests.fakes import FakeClock
from tests.handlers.lambda_context import LambdaContext
from tests.publishing.builders import MALTON, a_delivery, a_post, an_image
from watchdesk import bootstrap
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap import runtime
from watchdesk.core.account import AccountId, Platform
from watchdesk.core.errors import Defect
from watchdesk.publishing.domain.post import DeliveryState, PostId
from watchdesk.publishing.dynamodb.posts import DynamoPostStore
from watchdesk.publishing.s3.images import S3MediaStore
from watchdesk.register.dynamodb.register import DynamoRegister

TABLES = ("register", "posts", "audit", "messages", "sessions")
NOW = datetime.now(UTC)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
    "c0f01f00050001ff89993d1d0000000049454e44ae426082"
)


@dataclass
class Stack:
    server: object
    posts: DynamoPostStore
    audit: DynamoAuditTrail
    media: S3MediaStore

    def accepts(self, identity="post-1", account=MALTON, **fields):
        images = fields.pop("images", ())
        post = a_post(identity, accounts=(AccountId(account),), publish_at=NOW, images=images)
        delivery = {"account": account, "dated": NOW, "attention_at": NOW, "keys": (f"key-{identity}",)}
        assert self.posts.add(post, [a_delivery(identity, **delivery | fields)])

    def delivery(self, identity="post-1"):
        return self.posts.deliveries(PostId(identity))[0]

    @property
    def public(self):
        return [post.text for post in self.server.network.shown("malton.test")]


@pytest.fixture
def stack(monkeypatch):
    clock = FakeClock(NOW)
    with mock_aws(), bluesky_server(["malton.test"], clock=clock.now) as server:
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        dynamodb, s3 = boto3.client("dynamodb"), boto3.client("s3")
        names = {name: create_table(dynamodb, f"{name.title()}Table") for name in TABLES}
        for name, table in names.items():
            monkeypatch.setenv(f"WATCHDESK_{name.upper()}_TABLE", table)
        monkeypatch.setenv("WATCHDESK_MEDIA_BUCKET", "media")
        s3.create_bucket(Bucket="media", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        register = DynamoRegister(Table(dynamodb, names["register"]), clock)
        account = an_account(
            MALTON, platform=Platform.BLUESKY, handle="malton.test", server=server.url, secret="bluesky/malton"
        )
        for declared in (a_force(), account):
            register.put(declared)
        password = server.network.accounts()[0]["app_password"]
        credential = json.dumps({"identifier": "malton.test", "app_password": password})
        boto3.client("secretsmanager").create_secret(Name="bluesky/malton", SecretString=credential)
        _start_cold()
        audit = DynamoAuditTrail(Table(dynamodb, names["audit"]), register)
        posts = DynamoPostStore(Table(dynamodb, names["posts"]))
        yield Stack(server, posts, audit, S3MediaStore(s3, "media"))
    _start_cold()


def _start_cold():
    runtime.client.cache_clear()
    bootstrap.deliver_post.cache_clear()


def records(*bodies):
    return {"Records": [{"messageId": f"r{number}", "body": body} for number, body in enumerate(bodies)]}


def asks_for(post, account=MALTON):
    return json.dumps({"post": post, "account": account})


def test_a_queued_delivery_goes_out_and_nothing_is_delivered_again(stack):
    stack.accepts()
    event = records(asks_for("post-1"), asks_for("post-1"))
    assert lambda_handler(event, LambdaContext()) == {"batchItemFailures": []}
    assert stack.public == ["The Selby road is open again."]
    assert stack.delivery().state is DeliveryState.PUBLISHED
    assert [entry.deed.facts["outcome"] for entry in stack.audit.entries()] == ["published"]


def test_the_schedule_sends_what_is_due_and_leaves_what_is_not(stack):
    stack.accepts()
    stack.accepts("post-2", attention_at=NOW + timedelta(hours=1))
    assert lambda_handler({}, LambdaContext()) == {"attended": 1}
    assert len(stack.public) == 1
    assert stack.delivery("post-2").state is DeliveryState.ACCEPTED


def test_images_are_read_from_the_media_bucket(stack):
    image = an_image(size=len(PIXEL), width=1, height=1)
    stack.media.keep(image.id, PIXEL, "image/png")
    stack.accepts(images=(image,))
    lambda_handler({}, LambdaContext())
    assert stack.delivery().state is DeliveryState.PUBLISHED
    assert stack.server.network.requests.count("com.atproto.repo.uploadBlob") == 1


def test_only_what_failed_or_asks_for_nothing_sensible_is_delivered_again(stack):
    stack.accepts()
    _without_its_post(stack, "post-2")
    event = records(asks_for("post-1"), asks_for("post-2"), '{"post": "post-3"}', "not JSON", asks_for("post-9"))
    answer = lambda_handler(event, LambdaContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": name} for name in ("r2", "r3", "r1")]}
    assert len(stack.public) == 1


def test_a_schedule_that_meets_what_nobody_foresaw_fails_so_that_an_alarm_rings(stack):
    stack.accepts()
    _without_its_post(stack, "post-2")
    with pytest.raises(Defect, match="delivery_failed"):
        lambda_handler({}, LambdaContext())
    assert len(stack.public) == 1


def _without_its_post(stack, identity):
    stack.accepts(identity)
    stack.posts.table.delete({"pk": identity, "sk": "post"})


def test_the_log_says_what_became_of_a_delivery_and_none_of_its_words(stack, caplog, capsys):
    stack.accepts()
    lambda_handler({}, LambdaContext())
    [logged] = [vars(record) for record in caplog.records if record.message == "delivery_attended"]
    facts = {name: logged[name] for name in ("post", "account", "outcome", "state", "held")}
    assert facts == {
        "post": "post-1",
        "account": MALTON,
        "outcome": "advanced",
        "state": "published",
        "held": False,
    }
    written = capsys.readouterr().out
    assert '"PartsSent":[1.0]' in written
    assert "Selby road" not in written + "".join(str(vars(record)) for record in caplog.records)
