"""Do something with a message as it stands at this moment, and tell the audit trail in the same breath."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost
from watchdesk.core.message import MessageKey
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.ports import MessageChanges
from watchdesk.desk.usecases.find_message import FindMessage
from watchdesk.inbox.domain.deadline import Terms
from watchdesk.register.ports import Register

ATTEMPTS: Final = 5
"""Each is lost only to somebody who has just changed this very message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChange:
    """What a deed makes of a message, and the facts to tell of it."""

    after: MessageStatus
    facts: Mapping[str, str] = field(default_factory=dict)


DecideChange = Callable[[MessageStatus, Terms | None, datetime], MessageChange | None]
"""None: it stands as was asked already, and there is nothing to do or to tell. May raise Conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMessage:
    find: FindMessage
    handling: MessageChanges
    register: Register
    facts: FactsByPlatform
    clock: Clock

    def __call__(
        self, key: MessageKey, principal: Principal, actions: Collection[Action], deed: str, change: DecideChange
    ) -> MessageStatus:
        """How it stands after the deed. Nothing is done that was not told, and nothing is told that was not done.

        Raises Unknown, whatever `change` does, TryLater, and LeaseLost if the message changed again and again.
        """
        for _ in range(ATTEMPTS):
            before, now = self.find(key, principal, actions), self.clock.now()
            step = change(before, self._terms(key.account), now)
            if step is None:
                return before
            told = AuditEvent(actor=principal.subject, action=deed, about=str(key), at=now, facts=step.facts)
            if self.handling.save(before, step.after, told):
                return step.after
        raise LeaseLost("the message changed again and again while it was being handled")

    def _terms(self, account: AccountId) -> Terms | None:
        """None for an account that has left the register."""
        found = self.register.account(account)
        return Terms(self.register.policy(found.policy), self.facts[found.platform]) if found else None
