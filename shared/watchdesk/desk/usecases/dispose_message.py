"""Say what was done about a message. That is its end: it is never deleted, and never waits again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.disposition import Disposition, DispositionRequest
from watchdesk.core.errors import Unacceptable
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import character_problems, is_empty
from watchdesk.desk.domain.message_status import MessageStatus, disposed
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange
from watchdesk.desk.usecases.claim_message import refuse_if_disposed, take_over_facts
from watchdesk.inbox.domain.deadline import Terms

DISPOSING = frozenset({Action.DISPOSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeMessage:
    change: ChangeMessage

    def __call__(
        self, key: MessageKey, principal: Principal, ending: DispositionRequest, *, take_over: bool = False
    ) -> MessageStatus:
        """Safe to repeat by the same person with the same words.

        Raises Unknown, Unacceptable, Conflict if it is disposed of otherwise or somebody else has it in hand,
        LeaseLost and TryLater.
        """

        def step(before: MessageStatus, _: Terms | None, now: datetime) -> MessageChange | None:
            if _is_repeated(before, principal, ending):
                return None
            refuse_if_disposed(before)
            if problems := list(_problems(ending)):
                raise Unacceptable(problems)
            facts = take_over_facts(before, principal, take_over=take_over)
            given = {"outcome": ending.outcome.value, "reference": ending.reference}
            disposition = Disposition(
                outcome=ending.outcome,
                by=principal.subject,
                at=now,
                reason=ending.reason,
                reference=ending.reference,
            )
            told = {name: fact for name, fact in given.items() if fact}
            return MessageChange(after=disposed(before, disposition), facts=told | facts)

        return self.change(key, principal, DISPOSING, "dispose_message", step)


def _is_repeated(before: MessageStatus, principal: Principal, ending: DispositionRequest) -> bool:
    found = before.disposition
    if found is None or found.by != principal.subject:
        return False
    return ending == DispositionRequest(outcome=found.outcome, reference=found.reference, reason=found.reason)


def _problems(ending: DispositionRequest) -> Iterator[Problem]:
    if ending.outcome.needs_reference and is_empty(ending.reference):
        yield _problem(ProblemCode.REFERENCE, "reference", "Give the crime's number.")
    elif is_empty(ending.reference) and is_empty(ending.reason):
        yield _problem(ProblemCode.REASON, "reason", "Say why, or give the reference that says it.")
    yield from character_problems(ending.reference, "reference")
    yield from character_problems(ending.reason, "reason")


def _problem(code: ProblemCode, field: str, message: str) -> Problem:
    return Problem(code=code, field=field, message=message)
