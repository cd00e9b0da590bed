"""Make every check now, change nothing, and collect the answers."""

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
    """The check could not be made, which counts as not well."""
    NOT_EXAMINED = "not_examined"
    """The check was left out on purpose, and the answer says why."""


TRY_AGAIN = "Try again; if AWS denies it, ask the cloud team for the operator's role."


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """One line of the report: a check that found nothing, one finding, or why a check could not be made."""

    check: str
    status: CheckStatus
    finding: Finding | None = None
    why: str = ""

    @property
    def remedy(self) -> str:
        if self.finding is not None:
            return self.finding.kind.remedy
        return TRY_AGAIN if self.status is CheckStatus.UNKNOWN else ""

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {
            "examination": self.check,
            "verdict": self.status,
            "why": self.why,
            "todo": self.remedy,
        }
        if self.finding is not None:
            kind = self.finding.kind
            line |= {
                "finding": self.finding.name,
                "about": self.finding.about,
                "severity": kind.severity,
                "since": self.finding.since.isoformat(),
                "detail": self.finding.detail,
                "says": kind.meaning,
            }
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProof:
    """When an account last worked on all its surfaces, and when its credential expires."""

    account: str
    last_success: datetime | None
    credential_ends_at: datetime | None


class NoScanPositions:
    """The port ScanPositions for one scan from the beginning. It leaves the positions of the audit alone."""

    def load(self, name: str) -> ScanPosition | None:  # noqa: ARG002  the port has this parameter
        return None

    def save(self, name: str, position: ScanPosition) -> None:
        """Store nothing."""


def run_checks(checks: Iterable[Check], left_out: Mapping[str, str]) -> list[CheckAnswer]:
    """Return the answers of these checks, and one for each check that is left out, with its reason."""
    answers = [answer for check in checks for answer in _answers(check)]
    skipped = [CheckAnswer(check=name, status=CheckStatus.NOT_EXAMINED, why=why) for name, why in left_out.items()]
    return answers + skipped


def is_well(answers: Sequence[CheckAnswer]) -> bool:
    return all(answer.status in (CheckStatus.WELL, CheckStatus.NOT_EXAMINED) for answer in answers)


def account_proofs(accounts: Sequence[Account], polled: FeedStatesByAccount) -> Iterator[AccountProof]:
    for account in accounts:
        if account.is_watched:
            seen = [coverage.last_success for coverage in surface_coverage([account], polled)]
            known = [at for at in seen if at is not None]
            poll = polled[account.id][0] if account.id in polled else None
            yield AccountProof(
                account=account.id,
                last_success=min(known) if len(known) == len(seen) else None,
                credential_ends_at=poll.credential_ends_at if poll else None,
            )


def _answers(check: Check) -> Iterator[CheckAnswer]:
    findings: list[Finding] = []
    try:
        # The repairs are not used, because only the audit repairs.
        findings += [result.finding for result in check()]
    except Exception as error:  # noqa: BLE001  an error of one check must not stop the other checks
        why = str(error) or type(error).__name__
        yield CheckAnswer(check=check.name, status=CheckStatus.UNKNOWN, why=why)
        return
    for finding in findings:
        yield CheckAnswer(check=check.name, status=CheckStatus.WRONG, finding=finding)
    if not findings:
        yield CheckAnswer(check=check.name, status=CheckStatus.WELL)
