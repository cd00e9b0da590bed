"""The settings of the function that audits the system."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator

from watchdesk.bootstrap.settings.base import Name, Settings, SmsProvider


def _parse_words(text: object) -> object:
    """Parse `polls=https://... escalations=https://...` into a mapping."""
    return dict(pair.split("=", 1) for pair in text.split()) if isinstance(text, str) else text


ByWord = Annotated[Mapping[str, str], BeforeValidator(_parse_words)]
"""Resources of one kind by the short words that findings use for them."""


class AuditSettings(Settings):
    stage: Name
    register_table: Name
    watch_table: Name
    messages_table: Name
    alerts_table: Name
    escalations_queue_url: Name
    alarm_topic: Name
    work_queues: ByWord
    """The URLs of the work queues."""
    dead_letters: ByWord
    """The URLs of the dead-letter queues."""
    functions: ByWord
    """The names of the functions that run every minute."""
    sms_provider: SmsProvider = "sns"
    sms_probes: Literal["on", "off"] = "on"
    """`off` where AWS is simulated, because the simulator has no sandbox, no spending and no opted-out numbers."""
    heartbeat_url: str = ""
