"""What a function must be told by its environment. A missing name stops the cold start, not the first message.

Policy has defaults; whatever names a resource has none.
"""

import os
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator

PREFIX = "WATCHDESK_"
Name = Annotated[str, StringConstraints(min_length=3)]


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `WATCHDESK_<FIELD>` for every field, of this process unless another environment is given.

        Raises pydantic's ValidationError naming what is missing.
        """
        given = os.environ if environment is None else environment
        found = {name: given.get(PREFIX + name.upper()) for name in cls.model_fields}
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


def _by_word(text: object) -> object:
    """`polls=https://... escalations=https://...`: what the template has several of, each by its word."""
    return dict(each.split("=", 1) for each in text.split()) if isinstance(text, str) else text


ByWord = Annotated[Mapping[str, str], BeforeValidator(_by_word)]


class AuditSettings(Settings):
    stage: Name
    register_table: Name
    watch_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name
    alarm_topic: Name
    work_queues: ByWord
    """URLs."""
    dead_letters: ByWord
    """URLs."""
    functions: ByWord
    """The names of those that run every minute."""
    sms_provider: Literal["sns", "eum", "none"] = "sns"
    sms_probes: Literal["on", "off"] = "on"
    """Off where AWS is only simulated: it knows nothing of sandboxes, spending and opted-out numbers."""
    heartbeat_url: str = ""


class PublishSettings(Settings):
    register_table: Name
    posts_table: Name
    audit_table: Name
    messages_table: Name
    idempotency_table: Name
    media_bucket: Name
    deliveries_queue_url: Name


class DeskSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    audit_table: Name


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
