"""What a person who texted back is told: one part, in words that leave no doubt about what was done."""

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
"""To anybody else: nothing about alerts, not even that there are any."""
HELP = REPLY_HELP
NOT_UNDERSTOOD = f"Not understood, nothing changed. {REPLY_HELP}"
NOTHING_TOLD = "Nothing changed: you have been texted about no alert that is waiting."
STOPPED = "You get no more alerts. Your force has been told, as you may be on duty. Reply START to get them again."
STARTED = "You get alerts again."


class AlertOutcome(StrEnum):
    """How an alert stands after a reply about it."""

    YOURS = "yours"
    IN_PART = "in_part"
    """Theirs, and others must still say that it is theirs too."""
    ANOTHERS = "anothers"
    RESOLVED = "resolved"
    ESCALATED = "escalated"
    NOT_ESCALATED = "not_escalated"
    """It has no further step."""
    CLOSED = "closed"
    """Nothing waits any more."""
    STILL_WAITING = "still_waiting"
    """Said to be dealt with, but messages wait: it comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyOutcome:
    """One alert as it stands after a reply."""

    code: Code
    fate: AlertOutcome
    by: str = ""
    """Whose it is, by name."""
    at: datetime | None = None
    """Since when it is theirs, or when it comes back."""


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


def confirm(standings: Sequence[ReplyOutcome], now: datetime, zone: tzinfo) -> str:
    """Every alert with what became of it, if that fits; otherwise how many of each."""
    if not standings:
        return NOTHING_TOLD
    alike: dict[tuple[AlertOutcome, str, str], list[Code]] = {}
    for each in standings:
        by, at = _name(each.by) or "somebody", _clock(each.at, now, zone)
        alike.setdefault((each.fate, by, at), []).append(each.code)
    told = ". ".join(f"{', '.join(codes)}: {_said(*said, len(codes))}" for said, codes in alike.items())
    return f"{told}." if septets(told) < ONE_PART else _counted(standings)


def unknown_code(code: Code) -> str:
    return f"{code}: no alert of that name was texted to you. Nothing changed. {SHORT_HELP}"


def ambiguous_code(code: Code) -> str:
    return f"{code} is two alerts. Nothing changed. Use the links in the texts, or reply ALL to take all of yours."


def _said(fate: AlertOutcome, by: str, at: str, count: int) -> str:
    return _WORDS_OF[fate].format(it="it" if count == 1 else "them", by=by, at=at)


def _name(name: str) -> str:
    return cut(fold(name), PERSON_NAME_LENGTH)


def _counted(standings: Sequence[ReplyOutcome]) -> str:
    fates = [each.fate for each in standings]
    counts = ", ".join(f"{fates.count(fate)} {said}" for fate, said in _COUNT_WORDS_OF.items() if fate in fates)
    return f"{len(fates)} alerts: {counts}."


def _clock(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """By the clock on the wall, with the day if it is not today."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if is_today else f"{local:%H:%M on %d %b}"
