"""How a message changes when somebody at the desk opens, claims, releases or disposes of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.disposition import Disposition
from watchdesk.core.message import MessageState, WaitingMessage
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentMessage:
    """A message at one instant, with the terms that give its dates. Each method returns its next status."""

    status: MessageStatus
    terms: DeadlineRules | None
    """None if the account has left the register."""
    now: datetime

    def opened(self) -> MessageStatus:
        """Return it as read. It still waits, due by the claim limit if there is one, and stays with its alert."""
        if self.status.state is not MessageState.UNREAD:
            return self.status
        read = replace(self.status.waiting, state=MessageState.OPENED)
        if read.attention_at is None:
            return replace(self.status, waiting=read)
        return replace(self.status, waiting=self._dated(read))

    def claimed(self, by: str) -> MessageStatus:
        """Return it as claimed. The claim stops its clock until the claim expires."""
        held = replace(self.status.waiting, state=MessageState.CLAIMED, claimed_at=self.now)
        if self.terms is None:
            until = self.now + ACKNOWLEDGEMENT_PERIODS[AlertGroup(held.urgency)]
            return replace(self.status, waiting=replace(held, attention_at=until), claimed_by=by)
        return replace(self.status, waiting=self._dated(held), claimed_by=by)

    def released(self) -> MessageStatus:
        """Return it as claimed by nobody. The same limits apply as before, and some may have passed already."""
        free = replace(self.status.waiting, state=MessageState.OPENED, claimed_at=None)
        return replace(self.status, waiting=self._dated(free), claimed_by=None)

    def disposed(self, disposition: Disposition) -> MessageStatus:
        """Return it as disposed of: it no longer waits, and nobody holds it."""
        ended = replace(self.status.waiting, state=MessageState.DISPOSED, attention_at=None, claimed_at=None)
        return replace(self.status, waiting=ended, claimed_by=None, disposition=disposition)

    def _dated(self, waiting: WaitingMessage) -> WaitingMessage:
        """Return it with its new dates. Without terms its deadline stays."""
        if self.terms is None:
            return replace(waiting, attention_at=waiting.deadline)
        dated = self.terms.dates_of(waiting, self.now)
        return replace(waiting, deadline=dated.deadline, attention_at=dated.attention_at)
