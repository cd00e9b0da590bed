"""What one run of `make up ONCE=1` observed from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.local.up.function_logs import FunctionFailure
from infra.local.up.received_texts import ReceivedText
from infra.local.up.table_reader import TableSnapshot

STEPS_TO_CLIMB = 2
"""The alert that nobody answers at first must reach this escalation step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAcknowledgement:
    """An alert was acknowledged by the link in its text."""

    alert: str
    at: datetime
    look_status: int
    """The HTTP status when the link was only opened."""
    open_after_look: bool
    """Opening the link must not acknowledge the alert, because the preview of a phone opens it too."""
    acknowledge_status: int
    """The HTTP status of the acknowledgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAcknowledgement:
    """An alert was acknowledged by a text from the phone that was texted about it."""

    alert: str
    phone: str
    at: datetime
    step: int
    """The escalation step that the alert had reached by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofObservations:
    """Everything that one run observed. A value of None means that the run did not get so far."""

    messages_written: int
    accounts_polled: int
    """The number of accounts that the register wants watched."""
    tables: TableSnapshot
    alert_texts: Sequence[ReceivedText] = ()
    """The texts about alerts."""
    texts_to_people_on_duty: int = 0
    """How many of these texts went to a person who was on duty by the rota when the text arrived."""
    deadline: datetime | None = None
    """The deadline of the messages that the first texts were about."""
    link_acknowledgement: LinkAcknowledgement | None = None
    text_acknowledgement: TextAcknowledgement | None = None
    confirmations: int = 0
    """The number of texts that answered the reply."""
    quiet_for: timedelta = timedelta()
    """How long the run waited after the last acknowledgement, when no more texts may arrive."""
    deliveries_requested: int = 0
    """The number of deliveries that the post was to have."""
    unconfirmed_accounts: frozenset[str] = frozenset()
    """The accounts on which a delivery was unconfirmed at some time."""
    times_shown: Sequence[int] = ()
    """How often the public saw the post on each account."""
    failures: Sequence[FunctionFailure] = ()
    seconds_to_up: float = 0.0
    seconds: float = 0.0
