"""What the holder of a link may see of an alert: no words and no names of the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import AlertState, Code, WaitingSummary
from watchdesk.alerting.domain.notification import TextState
from watchdesk.core.message import MessageState
from watchdesk.register.domain.alert_group import AlertGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of who was texted when."""

    name: str
    sent_at: datetime | None
    state: TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """How another alert stands that was told in the same text."""

    code: Code
    account: str
    group: AlertGroup
    state: AlertState
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    is_yours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """The alert that leads a text, with the others that the text told of."""

    code: Code
    account: str
    group: AlertGroup
    state: AlertState
    summary: WaitingSummary
    """Of the messages that still wait."""
    states: Mapping[MessageState, int]
    """Of all its messages."""
    texts: tuple[TextLine, ...] = ()
    is_yours: bool = False
    """The reader has said that they have it; while it is open, others must say so too."""
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    held_until: datetime | None = None
    resolved_at: datetime | None = None
    also: tuple[AlertLine, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Any of them wants an answer of the reader's."""
        stand = [(self.state, self.is_yours), *((each.state, each.is_yours) for each in self.also)]
        return (AlertState.OPEN, False) in stand
