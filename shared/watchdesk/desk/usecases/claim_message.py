"""Claim a message, so that nobody else works on it too."""

from dataclasses import dataclass
from typing import Final

from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.desk.domain.message_conflicts import require_not_disposed, take_over_facts
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange

CLAIMING: Final = frozenset({Action.CLAIM, Action.SUPERVISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMessage:
    change: ChangeMessage

    def __call__(self, key: MessageKey, principal: Principal, *, take_over: bool = False) -> MessageStatus:
        """Return the status after the claim. A claim that is repeated expires at the same instant as before.

        Raises Unknown, Conflict if it is disposed of or somebody else has claimed it, LeaseLost and TryLater.
        """

        def claim(current: CurrentMessage) -> MessageChange | None:
            require_not_disposed(current.status)
            if current.status.claimed_by == principal.subject:
                return None
            facts = take_over_facts(current.status, principal, take_over=take_over)
            after = current.claimed(principal.subject)
            until = {"until": after.claim_until.isoformat()} if after.claim_until else {}
            return MessageChange(after=after, facts=until | facts)

        return self.change(key, principal, CLAIMING, "claim_message", claim)
