"""Publishing: what sends the posts that were accepted."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.runtime import client, table
from watchdesk.settings import DeliverSettings

if TYPE_CHECKING:
    from watchdesk.usecases.deliver_post import DeliverPost

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def deliver_post() -> "DeliverPost":
    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
    from watchdesk.adapters.dynamodb.deliveries import DynamoDeliveryQueue
    from watchdesk.adapters.dynamodb.freezes import DynamoFreezes
    from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
    from watchdesk.adapters.dynamodb.posts import DynamoPostStore
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.sessions import DynamoSessionStore
    from watchdesk.adapters.media import S3MediaStore
    from watchdesk.adapters.platforms.outlets import outlets_of_every_platform
    from watchdesk.usecases.carry_delivery import CarryDelivery
    from watchdesk.usecases.deliver_post import DeliverPost

    settings, clock = DeliverSettings.from_environment(), SystemClock()
    stored = table(settings.posts_table)
    register, posts = DynamoRegister(table(settings.register_table), clock), DynamoPostStore(stored)
    carry = CarryDelivery(
        posts=posts,
        outlets=outlets_of_every_platform(
            sessions=DynamoSessionStore(table(settings.sessions_table)),
            credentials=SecretsManagerCredentials(client("secretsmanager")),
            media=S3MediaStore(client("s3"), settings.media_bucket),
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
