"""The settings of the functions that open, escalate and answer alerts."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Self

from pydantic import model_validator

from watchdesk.bootstrap.settings.base import Name, Settings, SmsProvider


class SweepSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name


class TextingSettings(Settings):
    """The channels by which people are notified, and what each of them is told."""

    sms_provider: SmsProvider = "sns"
    channel_settings: Mapping[str, str] = {}
    """The settings that the channels of the registry read, by name. A setting that was not given is absent."""

    @classmethod
    def setting_names(cls) -> AbstractSet[str]:
        from watchdesk.alerting.channels.registry import SETTING_NAMES  # noqa: PLC0415  not for every function

        return (super().setting_names() - {"channel_settings"}) | SETTING_NAMES

    @model_validator(mode="before")
    @classmethod
    def _with_channel_settings(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Bring what channels read into `channel_settings`."""
        names = cls.setting_names() - cls.model_fields.keys()
        return {**given, "channel_settings": {name: given[name] for name in names if name in given}}

    @model_validator(mode="after")
    def _has_what_its_channel_needs(self) -> Self:
        from watchdesk.alerting.channels.registry import CHANNELS  # noqa: PLC0415  not for every function

        facts = CHANNELS[self.sms_provider].facts
        for name in facts.missing_settings(self.channel_settings):
            raise ValueError(f"{facts.title} needs {name}")
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
