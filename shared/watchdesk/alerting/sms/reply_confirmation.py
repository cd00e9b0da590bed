"""Composes the answer to a reply: one part that says exactly what was done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.gsm7 import ONE_PART, cut, fold, septets

PERSON_NAME_LENGTH = 40
SHORT_HELP = "Reply with a code from a text, A for the latest, or HELP."
REPLY_HELP = (
    "Reply with a code from a text to take its alert, CODE E to pass it up, CODE C once it is dealt with, or ALL."
)
STRANGER = "This number is not read. In an emergency call 999, otherwise 101."
"""The answer to an unknown number. It does not even say that there are alerts."""
HELP = REPLY_HELP
NOT_UNDERSTOOD = f"Not understood, nothing changed. {REPLY_HELP}"
NOTHING_TOLD = "Nothing changed: you have been texted about no alert that is waiting."
STOPPED = "You get no more alerts. Your force has been told, as you may be on duty. Reply START to get them again."
STARTED = "You get alerts again."


class AlertOutcome(StrEnum):
    """What became of an alert after a reply about it."""

    YOURS = "yours"
    IN_PART = "in_part"
    """It is theirs, and others must still answer as well."""
    ANOTHERS = "anothers"
    RESOLVED = "resolved"
    ESCALATED = "escalated"
    NOT_ESCALATED = "not_escalated"
    """It has no further step."""
    CLOSED = "closed"
    """No message waits any more."""
    STILL_WAITING = "still_waiting"
    """Its messages still wait although the person said it is dealt with, so it comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyOutcome:
    """What is said about one alert in the answer to a reply."""

    code: Code
    outcome: AlertOutcome
    by: str = ""
    """The name of the person who has it."""
    at: datetime | None = None
    """Since when that person has it, or when it comes back."""


_WORDS_OF = {
    AlertOutcome.YOURS: "you have {it} since {at}",
    AlertOutcome.IN_PART: "noted, the others who were texted must answer too",
    AlertOutcome.ANOTHERS: "{by} has {it} since {at}",
    AlertOutcome.RESOLVED: "all dealt with",
    AlertOutcome.ESCALATED: "passed up, the next step is texted now",
    AlertOutcome.NOT_ESCALATED: "cannot be passed up",
    AlertOutcome.CLOSED: "closed, nothing waits",
    AlertOutcome.STILL_WAITING: "closed. What still waits then rings again at {at}",
}
_COUNT_WORDS_OF = {
    AlertOutcome.YOURS: "yours",
    AlertOutcome.IN_PART: "yours in part",
    AlertOutcome.ANOTHERS: "another's",
    AlertOutcome.RESOLVED: "dealt with",
    AlertOutcome.ESCALATED: "passed up",
    AlertOutcome.NOT_ESCALATED: "not passed up",
    AlertOutcome.CLOSED: "closed",
    AlertOutcome.STILL_WAITING: "closed but waiting",
}


def confirm(outcomes: Sequence[ReplyOutcome], now: datetime, zone: tzinfo) -> str:
    """Return what became of every alert or, if that does not fit, how many alerts there are of each outcome."""
    if not outcomes:
        return NOTHING_TOLD
    alike: dict[tuple[AlertOutcome, str, str], list[Code]] = {}
    for alert in outcomes:
        by, at = _name(alert.by) or "somebody", _local_time(alert.at, now, zone)
        alike.setdefault((alert.outcome, by, at), []).append(alert.code)
    text = ". ".join(f"{', '.join(codes)}: {_words(*same, len(codes))}" for same, codes in alike.items())
    return f"{text}." if septets(text) < ONE_PART else _counts(outcomes)


def unknown_code(code: Code) -> str:
    return f"{code}: no alert of that name was texted to you. Nothing changed. {SHORT_HELP}"


def ambiguous_code(code: Code) -> str:
    return f"{code} is two alerts. Nothing changed. Use the links in the texts, or reply ALL to take all of yours."


def _words(outcome: AlertOutcome, by: str, at: str, count: int) -> str:
    return _WORDS_OF[outcome].format(it="it" if count == 1 else "them", by=by, at=at)


def _name(name: str) -> str:
    return cut(fold(name), PERSON_NAME_LENGTH)


def _counts(outcomes: Sequence[ReplyOutcome]) -> str:
    found = Counter(alert.outcome for alert in outcomes)
    counts = ", ".join(f"{found[outcome]} {words}" for outcome, words in _COUNT_WORDS_OF.items() if found[outcome])
    return f"{len(outcomes)} alerts: {counts}."


def _local_time(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """Return the local time, with the day if it is not today."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if is_today else f"{local:%H:%M on %d %b}"
