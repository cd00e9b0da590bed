"""What must be known before a message may be disposed of."""

from collections.abc import Iterator

from watchdesk.core.disposition import Disposition, DispositionRequest
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import character_problems, is_empty


def disposition_problems(ending: DispositionRequest) -> Iterator[Problem]:
    if ending.outcome.needs_reference and is_empty(ending.reference):
        yield _problem(ProblemCode.REFERENCE, "reference", "Give the crime's number.")
    elif is_empty(ending.reference) and is_empty(ending.reason):
        yield _problem(ProblemCode.REASON, "reason", "Give a reason, or the reference that states it.")
    yield from character_problems(ending.reference, "reference")
    yield from character_problems(ending.reason, "reason")


def is_same_disposition(disposition: Disposition | None, by: str, ending: DispositionRequest) -> bool:
    """Return whether the same person has already said the same."""
    if disposition is None or disposition.by != by:
        return False
    return ending == DispositionRequest(
        outcome=disposition.outcome, reference=disposition.reference, reason=disposition.reason
    )


def _problem(code: ProblemCode, field: str, message: str) -> Problem:
    return Problem(code=code, field=field, message=message)
