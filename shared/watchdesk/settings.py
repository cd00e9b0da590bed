"""What a function must be told by its environment. A missing name stops the cold start, not the first message.

Policy has defaults; whatever names a resource has none.
"""

import os
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

PREFIX = "WATCHDESK_"
Name = Annotated[str, StringConstraints(min_length=3)]


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def from_environment(cls) -> Self:
        """Read `WATCHDESK_<FIELD>` for every field. Raises pydantic's ValidationError naming what is missing."""
        found = {name: os.environ.get(PREFIX + name.upper()) for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in found.items() if value is not None})


class DispatchSettings(Settings):
    watch_table: Name
    polls_queue_url: Name


class PollSettings(Settings):
    register_table: Name
    watch_table: Name
    messages_table: Name
    sessions_table: Name


class SweepSettings(Settings):
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name


class EscalateSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    link_secret: Name
    link_base: Name
    sms_sender_id: str = ""


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


class AcknowledgeSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    link_secret: Name
