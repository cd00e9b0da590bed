"""Say what was done about a message. Then it never waits again; nothing of it is deleted."""

from dataclasses import dataclass
from typing import Final

from watchdesk.core.disposition import Disposition, DispositionRequest
from watchdesk.core.errors import Unacceptable
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.desk.domain.disposition_checks import disposition_problems, is_same_disposition
from watchdesk.desk.domain.message_conflicts import require_not_disposed, take_over_facts
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange

DISPOSING: Final = frozenset({Action.DISPOSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeMessage:
    change: ChangeMessage

    def __call__(
        self, key: MessageKey, principal: Principal, ending: DispositionRequest, *, take_over: bool = False
    ) -> MessageStatus:
        """Return the status after the disposition. The same person may safely repeat it with the same words.

        Raises Unknown, Unacceptable, Conflict if it is disposed of otherwise or somebody else has claimed it,
        LeaseLost and TryLater.
        """

        def dispose(current: CurrentMessage) -> MessageChange | None:
            if is_same_disposition(current.status.disposition, principal.subject, ending):
                return None
            require_not_disposed(current.status)
            if problems := list(disposition_problems(ending)):
                raise Unacceptable(problems)
            facts = take_over_facts(current.status, principal, take_over=take_over)
            disposition = Disposition(
                outcome=ending.outcome,
                by=principal.subject,
                at=current.now,
                reason=ending.reason,
                reference=ending.reference,
            )
            return MessageChange(after=current.disposed(disposition), facts=_facts(ending) | facts)

        return self.change(key, principal, DISPOSING, "dispose_message", dispose)


def _facts(ending: DispositionRequest) -> dict[str, str]:
    facts = {"outcome": ending.outcome.value, "reference": ending.reference}
    return {name: fact for name, fact in facts.items() if fact}
