"""What somebody who was texted is told when another person has taken the alert: who, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.gsm7 import ONE_PART, cut, fold, septets
from watchdesk.register.domain.force import ZONE

PERSON_NAME_LENGTH = 20
FORCE_NAME_LENGTH = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedAlert:
    code: Code
    by: str
    at: datetime


def compose_follow_up(force: str, taken: Sequence[AcknowledgedAlert]) -> str:
    """One part of GSM-7: as many as there is room for, and how many more there are."""
    head = f"{cut(fold(force), FORCE_NAME_LENGTH)}:".lstrip()
    for told in range(len(taken), 0, -1):
        text = _worded(head, taken, told)
        if septets(text) <= ONE_PART:
            return text
    return _worded(head, taken, 0)


def _worded(head: str, taken: Sequence[AcknowledgedAlert], told: int) -> str:
    said = [
        f"{each.code} taken by {cut(fold(each.by), PERSON_NAME_LENGTH)} {_hour(each.at)}" for each in taken[:told]
    ]
    left = [f"{len(taken) - told} more taken"] if told < len(taken) else []
    return f"{head} {', '.join(said + left)}."


def _hour(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(ZONE)):%H:%M}"
