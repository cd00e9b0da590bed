"""Give a claimed message back, so that somebody else can claim it."""

from dataclasses import dataclass

from watchdesk.core.message import MessageKey, MessageState
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.desk.domain.message_conflicts import require_not_disposed, take_over_facts
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange
from watchdesk.desk.usecases.claim_message import CLAIMING


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMessage:
    change: ChangeMessage

    def __call__(self, key: MessageKey, principal: Principal, *, take_over: bool = False) -> MessageStatus:
        """Return the status after the release: it waits again, by the same limits as before. Safe to repeat.

        Raises Unknown, Conflict if it is disposed of or somebody else has claimed it, LeaseLost and TryLater.
        """

        def release(current: CurrentMessage) -> MessageChange | None:
            require_not_disposed(current.status)
            if current.status.state is not MessageState.CLAIMED:
                return None
            facts = take_over_facts(current.status, principal, take_over=take_over)
            return MessageChange(after=current.released(), facts=facts)

        return self.change(key, principal, CLAIMING, "release_message", release)
