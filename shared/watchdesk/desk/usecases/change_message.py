"""Change a message as it is at this moment, and record who did it in the same write."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import LeaseLost
from watchdesk.core.message import MessageKey
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.ports import MessageChanges
from watchdesk.desk.usecases.find_message import FindMessage
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.register.ports import Register

ATTEMPTS: Final = 5
"""An attempt fails only if somebody else has changed this very message in the meantime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChange:
    """The status of a message after a deed, and the facts to record about the deed."""

    after: MessageStatus
    facts: Mapping[str, str] = field(default_factory=dict)


DecideChange = Callable[[CurrentMessage], MessageChange | None]
"""Decides what a deed makes of a message: None if the message is as asked for already. May raise Conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMessage:
    find: FindMessage
    changes: MessageChanges
    register: Register
    facts: FactsByPlatform
    clock: Clock

    def __call__(
        self, key: MessageKey, principal: Principal, actions: Collection[Action], deed: str, decide: DecideChange
    ) -> MessageStatus:
        """Return the status after the deed. A deed is stored if and only if it is recorded.

        Raises Unknown, whatever `decide` raises, TryLater, and LeaseLost if the message kept changing.
        """
        for _ in range(ATTEMPTS):
            before, now = self.find(key, principal, actions), self.clock.now()
            change = decide(CurrentMessage(status=before, terms=self._terms(key.account), now=now))
            if change is None:
                return before
            done = AuditEvent(actor=principal.subject, action=deed, about=str(key), at=now, facts=change.facts)
            if self.changes.save(before, change.after, done):
                return change.after
        raise LeaseLost("the message kept changing while it was handled")

    def _terms(self, account: AccountId) -> DeadlineRules | None:
        """Return None for an account that has left the register."""
        declared = self.register.account(account)
        return (
            DeadlineRules(self.register.policy(declared.policy), self.facts[declared.platform])
            if declared
            else None
        )
