"""The settings of the functions that accept and deliver posts."""

from watchdesk.bootstrap.settings.base import Name, Settings


class PublishSettings(Settings):
    register_table: Name
    posts_table: Name
    audit_table: Name
    messages_table: Name
    idempotency_table: Name
    media_bucket: Name
    deliveries_queue_url: Name


class DeliverSettings(Settings):
    register_table: Name
    posts_table: Name
    audit_table: Name
    messages_table: Name
    sessions_table: Name
    media_bucket: Name
