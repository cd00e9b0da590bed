"""Wires publish_post, which serves the routes of publishing."""

from functools import cache
from typing import TYPE_CHECKING

from watchdesk.bootstrap.runtime import client, lazy_client, table
from watchdesk.bootstrap.settings.publishing import PublishSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer

    from watchdesk.bootstrap.publishing.use_cases import PublishingUseCases
    from watchdesk.http.application import Application

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def publish_post() -> "Application":
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

    settings = PublishSettings.from_environment()
    records = DynamoDBPersistenceLayer(settings.idempotency_table, boto3_client=client("dynamodb"))
    return publishing_api(_use_cases(settings), records)


def publishing_api(use: "PublishingUseCases", records: "BasePersistenceLayer") -> "Application":
    """Build the routes of publishing over these use cases. `records` remembers requests to publish."""
    from watchdesk.http.application import Application
    from watchdesk.publishing.http.decision_routes import DecisionRoutes
    from watchdesk.publishing.http.freeze_routes import FreezeRoutes
    from watchdesk.publishing.http.idempotency import AcceptOnce
    from watchdesk.publishing.http.media_routes import MediaRoutes
    from watchdesk.publishing.http.name_routes import NameRoutes
    from watchdesk.publishing.http.post_routes import PostRoutes

    return Application(
        PostRoutes(
            accept=AcceptOnce(accept=use.accept_post, read=use.read_post, records=records),
            preview=use.preview_post,
            list_page=use.list_posts,
            read=use.read_post,
            edit=use.edit_post,
        ),
        DecisionRoutes(
            approve=use.approve_post,
            reject=use.reject_post,
            withdraw=use.withdraw_post,
            retry=use.retry_delivery,
            confirm=use.confirm_delivery,
        ),
        MediaRoutes(offer=use.offer_upload, complete=use.complete_upload),
        FreezeRoutes(
            list_all=use.list_freezes,
            set=use.set_freeze,
            lift=use.lift_freeze,
        ),
        NameRoutes(withhold=use.withhold_name, restore=use.restore_name),
    )


def _use_cases(settings: PublishSettings) -> "PublishingUseCases":
    from watchdesk.audit.dynamodb import DynamoAuditTrail
    from watchdesk.bootstrap.publishing.use_cases import PublishingUseCases
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
    from watchdesk.publishing.random_ids import RandomMediaIds, RandomPostKeys
    from watchdesk.publishing.s3.uploads import S3MediaDrop
    from watchdesk.publishing.sqs import SqsDeliveryRequests
    from watchdesk.register.dynamodb.register import DynamoRegister

    declared, stored = table(settings.register_table), table(settings.posts_table)
    clock, http = SystemClock(), Urllib3Client()
    register = DynamoRegister(declared, clock)
    largest = max(facts.images.size for facts in FACTS.values())
    return PublishingUseCases(
        register=register,
        directory=DynamoDirectory(declared, stored),
        facts=FACTS,
        rules=text_rules_of_every_platform(clock=clock, http=http),
        uploads=DynamoUploads(stored),
        drop=S3MediaDrop(lazy_client("s3"), settings.media_bucket, largest),
        media_ids=RandomMediaIds(),
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
