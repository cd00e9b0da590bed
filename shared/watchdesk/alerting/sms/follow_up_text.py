"""Composes the text that tells a person who has taken an alert that they were texted about, and when."""

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
    """An alert that a person has taken."""

    code: Code
    by: str
    """The name of that person."""
    at: datetime


def compose_follow_up(force: str, taken: Sequence[AcknowledgedAlert]) -> str:
    """Return one part of GSM-7: as many alerts as there is room for, and the number of the rest."""
    head = f"{cut(fold(force), FORCE_NAME_LENGTH)}:".lstrip()
    for told in range(len(taken), 0, -1):
        text = _wording(head, taken, told)
        if septets(text) <= ONE_PART:
            return text
    return _wording(head, taken, 0)


def _wording(head: str, taken: Sequence[AcknowledgedAlert], told: int) -> str:
    named = [
        f"{alert.code} taken by {cut(fold(alert.by), PERSON_NAME_LENGTH)} {_hour(alert.at)}"
        for alert in taken[:told]
    ]
    rest = [f"{len(taken) - told} more taken"] if told < len(taken) else []
    return f"{head} {', '.join(named + rest)}."


def _hour(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(ZONE)):%H:%M}"
