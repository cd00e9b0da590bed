"""The settings of the functions that open, escalate and answer alerts."""

from typing import Self

from pydantic import model_validator

from watchdesk.bootstrap.settings.base import Name, Settings, SmsProvider


class SweepSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name


class TextingSettings(Settings):
    """The channels by which people are notified."""

    sms_provider: SmsProvider = "sns"
    sms_sender_id: str = ""
    sms_origination_identity: str = ""
    """The ARN of a pool, a number or a sender id. Only End User Messaging uses this and the next two fields."""
    sms_configuration_set: str = ""
    sms_protect_configuration: str = ""
    email_from: str = ""
    """The sender of the second channel. There is no second channel if it is empty."""

    @property
    def can_be_answered(self) -> bool:
        """Whether people can reply to a text. A reply to a sender id reaches nobody."""
        return self.sms_provider == "eum" and ":sender-id/" not in self.sms_origination_identity

    @model_validator(mode="after")
    def _has_an_origination_identity(self) -> Self:
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
