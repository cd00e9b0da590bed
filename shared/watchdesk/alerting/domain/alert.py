"""What is overdue on one account, who was told, and who has answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.core.account import AccountId
from watchdesk.core.message import Urgency, WaitingMessage
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

AlertId = NewType("AlertId", str)
Code = NewType("Code", str)

ID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that reads like something else. https://www.crockford.com/base32.html"""
ID_LENGTH = 10
CODE_ALPHABET = "CDFHJKMNPRTVWXY3479"
"""No vowels, so no words; nothing that sounds or looks like another when it is read out over a radio."""
CODE_LENGTH = 4


class AlertState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The overdue messages of one account and group, climbing until a person answers."""

    id: AlertId
    account: AccountId
    group: AlertGroup
    code: Code
    """What people call it on the phone and on the radio."""
    opened_at: datetime
    state: AlertState = AlertState.OPEN
    step: int = 0
    """Counts every step since it was opened, repeats included, and never goes back."""
    climbs_from: int = 0
    """The `step` at which the present climb began: the policy's first."""
    joins: int = 1
    """How often messages have joined it: whoever resolves it must have seen them all."""
    attention_at: datetime | None = None
    """When an escalation looks at it next; None once it is resolved."""
    lease: str | None = None
    """Which escalation is looking at it now, until `attention_at`."""
    holds_slot: bool = True
    """Newly overdue messages of its account and group join it. Only an alert that nobody has answered does."""
    answered_by: tuple[PersonId, ...] = ()
    """Who has said in this climb that they have it, while others still must: they are not texted again."""
    acknowledged_by: PersonId | None = None
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None

    @property
    def step_of_climb(self) -> int:
        """Which of the policy's steps it is on; beyond the last one lies the last resort."""
        return self.step - self.climbs_from

    @property
    def held_until(self) -> datetime | None:
        """When it climbs again unless nothing waits by then; None unless somebody has it."""
        return self.attention_at if self.state is AlertState.ACKNOWLEDGED else None

    def looks_after(self, message: WaitingMessage, now: datetime) -> bool:
        """Whether this alert would be wrong to resolve while the message stands as it does.

        A message that was re-dated is on the due list again for itself, and one handed to another alert is
        that one's. Anything else that waits is ours, also while a sweep has not yet handed it over. A warning is
        about what is not overdue yet.
        """
        if self.group is AlertGroup.WARNING:
            return message.is_early(now) and message.attention_at is not None
        if not message.state.is_waiting:
            return False
        if message.attention_at is None:
            return message.alert in (None, self.id)
        return message.attention_at <= now


class EventKind(StrEnum):
    OPENED = "opened"
    JOINED = "joined"
    PASSED_OVER = "passed_over"
    """A step had nobody on duty, or nobody who could be texted."""
    TEXTED = "texted"
    BUNDLED = "bundled"
    """Told in a text that another alert led."""
    SUPPRESSED = "suppressed"
    """Wanted of somebody who was still to be told of an earlier step: one text told both."""
    CAPPED = "capped"
    """Somebody was texted too often to be texted now: it is told in their next text."""
    DROPPED = "dropped"
    """Answered, resolved or dealt with before the text left: nobody was woken."""
    NOT_TEXTED = "not_texted"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    EMAILED = "emailed"
    """Told by the second channel, because no text reached them."""
    FOLLOWED_UP = "followed_up"
    """Told who has taken it."""
    UNANSWERED = "unanswered"
    """The daily test came back from nobody."""
    ACKNOWLEDGED = "acknowledged"
    ANSWERED_IN_PART = "answered_in_part"
    """Somebody has it, and others who were told on the same step still must say so."""
    ESCALATED = "escalated"
    """Somebody who was told of it has sent it to its next step."""
    CLOSED = "closed"
    """Somebody who was told of it has said that it is dealt with."""
    ANSWERED_LATE = "answered_late"
    """It was another's, or resolved: nothing changed."""
    AMBIGUOUS = "ambiguous"
    """A reply could have meant it or another alert: nothing changed."""
    OPTED_OUT = "opted_out"
    """Somebody who was told of it wants no more texts."""
    OPTED_IN = "opted_in"
    REOPENED = "reopened"
    """It was acknowledged, but messages still waited when the acknowledgement ran out."""
    RESTORED = "restored"
    """The audit found it where nothing would have looked at it again, and put it back."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """One line of an alert's history. Append-only."""

    at: datetime
    kind: EventKind
    about: str = ""
    """The person, the step or the first of the messages it is about; never anything the public wrote."""
    messages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSummary:
    """What an alert may say about its messages."""

    counts: Mapping[Urgency, int]
    """The most urgent first; only what there is."""
    oldest: datetime | None
    due_at: datetime | None = None
    """The soonest deadline."""
    warned_at: datetime | None = None
    """When a sweep last warned of one of them."""

    @staticmethod
    def of(waiting: Sequence[WaitingMessage]) -> "WaitingSummary":
        found = Counter(message.urgency for message in waiting)
        return WaitingSummary(
            counts={urgency: found[urgency] for urgency in Urgency if found[urgency]},
            oldest=min((message.since for message in waiting), default=None),
            due_at=min((message.deadline for message in waiting), default=None),
            warned_at=max((message.warned_at for message in waiting if message.warned_at), default=None),
        )
