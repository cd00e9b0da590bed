"""Make every examination now, change nothing, and keep what each one answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from watchdesk.core.account import Account
from watchdesk.inbox.domain.coverage import FeedStatesByAccount, surface_coverage
from watchdesk.oversight.domain.incident import Finding
from watchdesk.oversight.ports import ScanPosition
from watchdesk.oversight.usecases.checks.check import Check


class CheckStatus(StrEnum):
    WELL = "well"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """The examination could not be made: that is not well."""
    NOT_EXAMINED = "not_examined"
    """On purpose, and it says why."""


TRY_AGAIN = "Try again; if AWS denies it, ask the cloud team for the operator's role."


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """One line: an examination that found nothing, one of the things it found, or why it could not look."""

    examination: str
    verdict: CheckStatus
    finding: Finding | None = None
    why: str = ""

    @property
    def todo(self) -> str:
        if self.finding is not None:
            return self.finding.kind.todo
        return TRY_AGAIN if self.verdict is CheckStatus.UNKNOWN else ""

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
class AccountProof:
    """When an account was last seen to work, by the least of its surfaces."""

    account: str
    last_success: datetime | None
    credential_ends_at: datetime | None


class NoScanPositions:
    """The port ScanPositions for one look from the beginning, which leaves the audit's own place alone."""

    def place(self, name: str) -> ScanPosition | None:  # noqa: ARG002  the port's
        return None

    def keep(self, name: str, place: ScanPosition) -> None:
        """Nothing to keep."""


def run_checks(examinations: Iterable[Check], not_examined: Mapping[str, str]) -> list[CheckAnswer]:
    answers = [answer for examination in examinations for answer in _answers(examination)]
    skipped = [
        CheckAnswer(examination=name, verdict=CheckStatus.NOT_EXAMINED, why=why)
        for name, why in not_examined.items()
    ]
    return answers + skipped


def is_well(answers: Sequence[CheckAnswer]) -> bool:
    return all(answer.verdict in (CheckStatus.WELL, CheckStatus.NOT_EXAMINED) for answer in answers)


def account_proofs(accounts: Sequence[Account], polled: FeedStatesByAccount) -> Iterator[AccountProof]:
    for account in accounts:
        if account.is_watched:
            seen = [sight.last_success for sight in surface_coverage([account], polled)]
            known = [at for at in seen if at is not None]
            poll = polled[account.id][0] if account.id in polled else None
            yield AccountProof(
                account=account.id,
                last_success=min(known) if len(known) == len(seen) else None,
                credential_ends_at=poll.credential_ends_at if poll else None,
            )


def _answers(examination: Check) -> Iterator[CheckAnswer]:
    findings: list[Finding] = []
    try:
        # What would mend it is left alone: only the audit mends.
        findings += [diagnosis.finding for diagnosis in examination()]
    except Exception as error:  # noqa: BLE001  one that cannot be made hides none of the others
        why = str(error) or type(error).__name__
        yield CheckAnswer(examination=examination.name, verdict=CheckStatus.UNKNOWN, why=why)
        return
    for finding in findings:
        yield CheckAnswer(examination=examination.name, verdict=CheckStatus.WRONG, finding=finding)
    if not findings:
        yield CheckAnswer(examination=examination.name, verdict=CheckStatus.WELL)
