"""Publishing: what takes posts in, and what sends those that were accepted."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.bootstrap.runtime import client, lazy_client, table
from watchdesk.bootstrap.settings import DeliverSettings, PublishSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.http.application import Application
    from watchdesk.publishing.http.facade import Desk
    from watchdesk.publishing.usecases.deliver_post import DeliverPost
    from watchdesk.publishing.usecases.publish_post import Publishing

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def deliver_post() -> "DeliverPost":
    from watchdesk.audit.dynamodb import DynamoAuditTrail
    from watchdesk.aws.secrets_manager import SecretsManagerCredentials
    from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
    from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
    from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform
    from watchdesk.publishing.dynamodb.deliveries import DynamoDeliveryQueue
    from watchdesk.publishing.dynamodb.freezes import DynamoFreezes
    from watchdesk.publishing.dynamodb.posts import DynamoPostStore
    from watchdesk.publishing.s3.images import S3MediaStore
    from watchdesk.publishing.usecases.advance_delivery import AdvanceDelivery
    from watchdesk.publishing.usecases.deliver_post import DeliverPost
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = DeliverSettings.from_environment(), SystemClock()
    stored = table(settings.posts_table)
    register, posts = DynamoRegister(table(settings.register_table), clock), DynamoPostStore(stored)
    carry = AdvanceDelivery(
        posts=posts,
        outlets=outlets_of_every_platform(
            sessions=DynamoSessionStore(table(settings.sessions_table)),
            credentials=SecretsManagerCredentials(client("secretsmanager")),
            media=S3MediaStore(lazy_client("s3"), settings.media_bucket),
            clock=clock,
        ),
        freezes=DynamoFreezes(stored),
        register=register,
        messages=DynamoMessageStore(table(settings.messages_table)),
        audit=DynamoAuditTrail(table(settings.audit_table), register),
        clock=clock,
    )
    queue = DynamoDeliveryQueue(stored)
    return DeliverPost(posts=posts, queue=queue, carry=carry, clock=clock, new_lease=lambda: uuid4().hex)


@cache
def publish_post() -> "Application":
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

    from watchdesk.publishing.http.app import publishing

    settings = PublishSettings.from_environment()
    records = DynamoDBPersistenceLayer(settings.idempotency_table, boto3_client=client("dynamodb"))
    return publishing(_desk(settings), records)


def _desk(settings: PublishSettings) -> "Desk":
    from watchdesk.publishing.http.facade import Desk
    from watchdesk.publishing.random_ids import RandomMediaIds
    from watchdesk.publishing.s3.uploads import S3MediaDrop
    from watchdesk.publishing.usecases.publish_post import publish_post
    from watchdesk.publishing.usecases.upload_image import CompleteUpload, OfferUpload

    world = _publishing(settings)
    largest = max(facts.images.size for facts in world.facts.values())
    use, drop = publish_post(world), S3MediaDrop(lazy_client("s3"), settings.media_bucket, largest)
    return Desk(
        preview=use.preview,
        accept=use.accept,
        edit=use.edit,
        one=use.read.one,
        page=use.read.page,
        approve=use.decide.approve,
        reject=use.decide.reject,
        withdraw=use.withdraw,
        retry=use.settle.retry,
        confirm=use.settle.confirm,
        set_freeze=use.freezes.set,
        lift_freeze=use.freezes.lift,
        freezes=use.freezes.all,
        withhold_name=use.names.withhold,
        restore_name=use.names.restore,
        offer_upload=OfferUpload(drop=drop, ids=RandomMediaIds(), clock=world.clock),
        take_upload=CompleteUpload(drop=drop, uploads=world.uploads, facts=world.facts, clock=world.clock),
    )


def _publishing(settings: PublishSettings) -> "Publishing":
    from watchdesk.audit.dynamodb import DynamoAuditTrail
    from watchdesk.core.http_client import Urllib3Client
    from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
    from watchdesk.platforms.post_links_by_platform import post_links_of_every_platform
    from watchdesk.platforms.registry import FACTS
    from watchdesk.platforms.text_rules_by_platform import text_rules_of_every_platform
    from watchdesk.publishing.dynamodb.deliveries import DynamoDeliveryQueue
    from watchdesk.publishing.dynamodb.freezes import DynamoFreezes
    from watchdesk.publishing.dynamodb.officers import DynamoDirectory
    from watchdesk.publishing.dynamodb.posts import DynamoPostList, DynamoPostStore
    from watchdesk.publishing.dynamodb.uploads import DynamoUploads
    from watchdesk.publishing.random_ids import RandomPostKeys
    from watchdesk.publishing.sqs import SqsDeliveryRequests
    from watchdesk.publishing.usecases.publish_post import Publishing
    from watchdesk.register.dynamodb.register import DynamoRegister

    declared, stored = table(settings.register_table), table(settings.posts_table)
    clock, http = SystemClock(), Urllib3Client()
    register = DynamoRegister(declared, clock)
    return Publishing(
        register=register,
        directory=DynamoDirectory(declared, stored),
        facts=FACTS,
        rules=text_rules_of_every_platform(clock=clock, http=http),
        uploads=DynamoUploads(stored),
        archive=DynamoMessageArchive(table(settings.messages_table)),
        posts=DynamoPostStore(stored),
        listing=DynamoPostList(stored),
        queue=DynamoDeliveryQueue(stored),
        requests=SqsDeliveryRequests(client("sqs"), settings.deliveries_queue_url),
        freezes=DynamoFreezes(stored),
        trail=DynamoAuditTrail(table(settings.audit_table), register),
        keys=RandomPostKeys(),
        links=post_links_of_every_platform(http),
        clock=clock,
    )
