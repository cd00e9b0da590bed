"""What a function must be told by its environment. A missing name stops the cold start, not the first message.

Policy has defaults; whatever names a resource has none.
"""

import os
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

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
    register_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name


class TextingSettings(Settings):
    """Which ways lead to people. `none` is maintenance: everything runs and nobody is texted."""

    sms_provider: Literal["sns", "eum", "none"] = "sns"
    sms_sender_id: str = ""
    sms_origination_identity: str = ""
    """End User Messaging only, as are the next two: the ARN of a pool, a number or a sender id."""
    sms_configuration_set: str = ""
    sms_protect_configuration: str = ""
    email_from: str = ""
    """The address of the second channel; empty: there is none."""

    @property
    def can_be_answered(self) -> bool:
        """Whether texts leave from a number of ours: whoever has only a sender id to answer to reaches nobody."""
        return self.sms_provider == "eum" and ":sender-id/" not in self.sms_origination_identity

    @model_validator(mode="after")
    def _sends_from_somewhere(self) -> Self:
        if self.sms_provider == "eum" and not self.sms_origination_identity:
            raise ValueError("End User Messaging needs sms_origination_identity")
        return self


class EscalateSettings(TextingSettings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    link_secret: Name
    link_base: Name


class ReceiptSettings(Settings):
    register_table: Name
    alerts_table: Name


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


class AnswerSettings(TextingSettings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name
