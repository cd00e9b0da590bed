"""Watch the watcher: look anew at everything that should have happened, mend what did not, tell who runs it.

The heartbeat leaves last, and only if every examination was made, everything found was mended and told, and
nothing keeps an overdue message from reaching somebody. Whatever else happens, silence is the alarm.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import TryLater, WatchdeskError
from watchdesk.oversight.domain.finding_kinds import FindingName, Severity
from watchdesk.oversight.domain.incident import Finding, Incident, reconcile
from watchdesk.oversight.ports import Heartbeat, Incidents
from watchdesk.oversight.usecases.checks.check import Check, CheckResult
from watchdesk.oversight.usecases.checks.report_incidents import ReportIncidents

CHECK_TIME = timedelta(seconds=12)
"""No examination is begun with less of the run left: telling what was found comes after it."""
ITSELF = "audit"
"""The examination that finds others failed."""


@dataclass(slots=True, kw_only=True)
class AuditReport:
    """What one run came to: facts for the log, nothing personal."""

    found: dict[str, list[Finding]] = field(default_factory=dict)
    """By examination; one that is missing here could not be made."""
    failed: dict[str, Exception | None] = field(default_factory=dict)
    """None: the run's time was up."""
    mended: int = 0
    begun_told: int = 0
    over_told: int = 0
    errors: list[Exception] = field(default_factory=list)
    """Whatever else went wrong: the invocation should fail, so that an alarm rings."""
    has_beaten: bool = False

    @property
    def findings(self) -> list[Finding]:
        return [finding for findings in self.found.values() for finding in findings]

    @property
    def is_complete(self) -> bool:
        return not self.failed and not self.errors

    @property
    def is_well(self) -> bool:
        """Everything was looked at, and nothing keeps an overdue message from reaching somebody."""
        grave = any(finding.kind.severity is Severity.ALERT_PATH for finding in self.findings)
        return self.is_complete and not grave

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "findings": len(self.findings),
            "mended": self.mended,
            "complete": self.is_complete,
            "told": self.begun_told + self.over_told,
            "well": self.is_well,
            "beaten": self.has_beaten,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWatch:
    open_canary: Callable[[], object]
    examinations: Sequence[Check]
    troubles: Incidents
    tell: ReportIncidents
    heartbeat: Heartbeat
    clock: Clock

    def __call__(self, stopwatch: Stopwatch) -> AuditReport:
        report = AuditReport()
        self._guarded(report, self.open_canary)
        for examination in self.examinations:
            self._examine(examination, stopwatch, report)
        report.found[ITSELF] = [self._failure(name, error) for name, error in report.failed.items()]
        self._guarded(report, lambda: self._tell(report))
        if report.is_well:
            self._beat(report)
        return report

    def _examine(self, examination: Check, stopwatch: Stopwatch, report: AuditReport) -> None:
        if stopwatch.left() < CHECK_TIME:
            report.failed[examination.name] = None
            return
        findings: list[Finding] = []
        try:
            for diagnosis in examination():
                findings.append(diagnosis.finding)
                self._mend(diagnosis, report)
        except Exception as error:  # noqa: BLE001  whatever it was, the other examinations must not wait for it
            report.failed[examination.name] = error
        report.found[examination.name] = findings

    def _mend(self, diagnosis: CheckResult, report: AuditReport) -> None:
        """Try every mend. What can be tried later stops the examination, so that it looks here again."""
        postponed: list[TryLater] = []
        for mend in diagnosis.mends:
            try:
                report.mended += mend() is not False
            except TryLater as error:
                postponed.append(error)
            except Exception as error:  # noqa: BLE001  one that cannot be mended must not hide what lies behind it
                report.errors.append(error)
        if postponed:
            raise postponed[0]

    def _failure(self, name: str, error: Exception | None) -> Finding:
        kind = "time" if error is None else getattr(error, "kind", type(error).__name__)
        return Finding(
            name=FindingName.EXAMINATION_FAILED, about=name, since=self.clock.now(), detail=kind, is_sure=False
        )

    def _tell(self, report: AuditReport) -> None:
        standing = {trouble.key: trouble for trouble in self.troubles.all()}
        changed = reconcile([*standing.values()], report.found, report.failed, self.clock.now())
        for trouble in changed:
            kept = self.troubles.keep(trouble)
            # Another run has written it: then that run tells it.
            standing.pop(trouble.key, None)
            if kept is not None:
                standing[kept.key] = kept
        report.begun_told, report.over_told = self.tell(_in_order([*standing.values()]))

    def _beat(self, report: AuditReport) -> None:
        """One that nobody takes is what its listener is there to notice."""
        with suppress(WatchdeskError):
            report.has_beaten = self.heartbeat.beat()

    def _guarded(self, report: AuditReport, deed: Callable[[], object]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  whatever it was, the rest of the run is still to be done
            report.errors.append(error)


def _in_order(troubles: Sequence[Incident]) -> Sequence[Incident]:
    gravity = list(Severity)
    return sorted(troubles, key=lambda trouble: (gravity.index(trouble.kind.severity), trouble.since, trouble.key))
