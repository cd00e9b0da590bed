"""What one run of `make up ONCE=1` saw, from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.local.up.function_logs import FunctionFailure
from infra.local.up.received_texts import ReceivedText
from infra.local.up.table_reader import TableSnapshot

STEPS_TO_CLIMB = 2
"""How far the alert that is left alone must climb before somebody answers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAcknowledgement:
    """An alert answered by the link in its text."""

    alert: str
    at: datetime
    shown: int
    """The status of the link when it was only looked at."""
    open_after_look: bool
    """Looking must not acknowledge: a phone's preview looks too."""
    status: int
    """The status of the acknowledgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAcknowledgement:
    """An alert answered by a text back from the phone that was texted about it."""

    alert: str
    phone: str
    at: datetime
    step: int
    """How far it had climbed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofObservations:
    """Everything one run saw. None: it did not come to that."""

    written: int
    polled: int
    """Accounts that the register wants watched."""
    sight: TableSnapshot
    texts: Sequence[ReceivedText] = ()
    """Those about alerts."""
    to_people_on_duty: int = 0
    """How many of them went to somebody who was on duty by the rota when they came."""
    deadline: datetime | None = None
    """That of the messages the first texts were about."""
    by_link: LinkAcknowledgement | None = None
    by_text: TextAcknowledgement | None = None
    told_back: int = 0
    """Texts in answer to the reply."""
    quiet_for: timedelta = timedelta()
    """How long no text was to come after the last answer, and was waited for."""
    handed_in: int = 0
    """Deliveries of a post that were asked for."""
    unconfirmed: frozenset[str] = frozenset()
    """The accounts on which its delivery was seen to be unconfirmed."""
    shown_times: Sequence[int] = ()
    """How often the public saw it on each account."""
    failures: Sequence[FunctionFailure] = ()
    seconds_to_up: float = 0.0
    seconds: float = 0.0
