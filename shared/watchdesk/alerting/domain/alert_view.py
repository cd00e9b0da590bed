"""What the holder of a link may see of an alert. It holds no words and no names of the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import AlertState, Code
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.core.message import MessageState
from watchdesk.register.domain.alert_group import AlertGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of the list of who was texted when."""

    name: str
    sent_at: datetime | None
    state: TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """The state of another alert that the same text told of."""

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
    """The summary of the messages that still wait."""
    states: Mapping[MessageState, int]
    """How many messages of the alert are in each state."""
    texts: tuple[TextLine, ...] = ()
    is_yours: bool = False
    """The reader has said that they have it. While the alert is open, others must say so too."""
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    held_until: datetime | None = None
    resolved_at: datetime | None = None
    also: tuple[AlertLine, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Return whether the alert, or another one in the text, waits for an answer of the reader."""
        stand = [(self.state, self.is_yours), *((each.state, each.is_yours) for each in self.also)]
        return (AlertState.OPEN, False) in stand
