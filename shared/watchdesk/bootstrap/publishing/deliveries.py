"""Wires deliver_post, which sends accepted posts."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.bootstrap.runtime import client, lazy_client, table
from watchdesk.bootstrap.settings.publishing import DeliverSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.publishing.usecases.deliver_post import DeliverPost

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
    from watchdesk.publishing.dynamodb.posts import DynamoPostList, DynamoPostStore
    from watchdesk.publishing.s3.images import S3MediaStore
    from watchdesk.publishing.usecases.advance_delivery import AdvanceDelivery
    from watchdesk.publishing.usecases.deliver_post import DeliverPost
    from watchdesk.publishing.usecases.find_known_parts import FindKnownParts
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = DeliverSettings.from_environment(), SystemClock()
    stored = table(settings.posts_table)
    register, posts = DynamoRegister(table(settings.register_table), clock), DynamoPostStore(stored)
    advance = AdvanceDelivery(
        posts=posts,
        find_known_parts=FindKnownParts(posts=posts, listing=DynamoPostList(stored)),
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
    return DeliverPost(posts=posts, queue=queue, advance=advance, clock=clock, new_lease=lambda: uuid4().hex)
