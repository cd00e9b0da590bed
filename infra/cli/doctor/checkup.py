"""Make every examination now, change nothing, and keep what each one answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from watchdesk.core.account import Account
from watchdesk.inbox.domain.coverage import Polled, sights
from watchdesk.oversight.domain.incident import Finding
from watchdesk.oversight.ports import Place
from watchdesk.oversight.usecases.checks.check import Examination


class Verdict(StrEnum):
    WELL = "well"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """The examination could not be made: that is not well."""
    NOT_EXAMINED = "not_examined"
    """On purpose, and it says why."""


TRY_AGAIN = "Try again; if AWS denies it, ask the cloud team for the operator's role."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line: an examination that found nothing, one of the things it found, or why it could not look."""

    examination: str
    verdict: Verdict
    finding: Finding | None = None
    why: str = ""

    @property
    def todo(self) -> str:
        if self.finding is not None:
            return self.finding.kind.todo
        return TRY_AGAIN if self.verdict is Verdict.UNKNOWN else ""

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {
            "examination": self.examination,
            "verdict": self.verdict,
            "why": self.why,
            "todo": self.todo,
        }
        if self.finding is not None:
            kind = self.finding.kind
            line |= {
                "finding": self.finding.name,
                "about": self.finding.about,
                "severity": kind.severity,
                "since": self.finding.since.isoformat(),
                "detail": self.finding.detail,
                "says": kind.says,
            }
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """When an account was last seen to work, by the least of its surfaces."""

    account: str
    last_success: datetime | None
    credential_ends_at: datetime | None


class OneRound:
    """The port RoundBook for one look from the beginning, which leaves the audit's own place alone."""

    def place(self, name: str) -> Place | None:  # noqa: ARG002  the port's
        return None

    def keep(self, name: str, place: Place) -> None:
        """Nothing to keep."""


def checkup(examinations: Iterable[Examination], not_examined: Mapping[str, str]) -> list[Answer]:
    answers = [answer for examination in examinations for answer in _answers(examination)]
    skipped = [
        Answer(examination=name, verdict=Verdict.NOT_EXAMINED, why=why) for name, why in not_examined.items()
    ]
    return answers + skipped


def is_well(answers: Sequence[Answer]) -> bool:
    return all(answer.verdict in (Verdict.WELL, Verdict.NOT_EXAMINED) for answer in answers)


def proofs(accounts: Sequence[Account], polled: Polled) -> Iterator[Proof]:
    for account in accounts:
        if account.is_watched:
            seen = [sight.last_success for sight in sights([account], polled)]
            known = [at for at in seen if at is not None]
            turn = polled[account.id][0] if account.id in polled else None
            yield Proof(
                account=account.id,
                last_success=min(known) if len(known) == len(seen) else None,
                credential_ends_at=turn.credential_ends_at if turn else None,
            )


def _answers(examination: Examination) -> Iterator[Answer]:
    findings: list[Finding] = []
    try:
        # What would mend it is left alone: only the audit mends.
        findings += [diagnosis.finding for diagnosis in examination()]
    except Exception as error:  # noqa: BLE001  one that cannot be made hides none of the others
        why = str(error) or type(error).__name__
        yield Answer(examination=examination.name, verdict=Verdict.UNKNOWN, why=why)
        return
    for finding in findings:
        yield Answer(examination=examination.name, verdict=Verdict.WRONG, finding=finding)
    if not findings:
        yield Answer(examination=examination.name, verdict=Verdict.WELL)
