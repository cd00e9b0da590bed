"""Check that everything that should have happened has happened, repair what has not, and report it.

The heartbeat is sent last, and only if every check was made, everything found was repaired and reported, and
nothing keeps an overdue message from reaching a person. Without it the monitor outside AWS raises the alarm.
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
"""No check begins when less than this is left of the run, because the report comes after the checks."""
ITSELF = "audit"
"""The name under which the audit stores that checks could not be made."""


@dataclass(slots=True, kw_only=True)
class AuditReport:
    """What one run found and did. Nothing in it is personal."""

    found: dict[str, list[Finding]] = field(default_factory=dict)
    """The findings by check. A check that is missing here was not made."""
    failed: dict[str, Exception | None] = field(default_factory=dict)
    """The checks that could not be made, with the error. None means that no time was left for it."""
    repaired: int = 0
    begun_reported: int = 0
    over_reported: int = 0
    errors: list[Exception] = field(default_factory=list)
    """All other errors. With any, the invocation must fail so that an alarm rings."""
    heartbeat_sent: bool = False

    @property
    def findings(self) -> list[Finding]:
        return [finding for findings in self.found.values() for finding in findings]

    @property
    def is_complete(self) -> bool:
        return not self.failed and not self.errors

    @property
    def is_well(self) -> bool:
        """Return whether every check was made and nothing keeps an overdue message from reaching a person."""
        is_severe = any(finding.kind.severity is Severity.ALERT_PATH for finding in self.findings)
        return self.is_complete and not is_severe

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of the log line."""
        return {
            "findings": len(self.findings),
            "mended": self.repaired,
            "complete": self.is_complete,
            "told": self.begun_reported + self.over_reported,
            "well": self.is_well,
            "beaten": self.heartbeat_sent,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWatch:
    open_daily_test: Callable[[], object]
    checks: Sequence[Check]
    incidents: Incidents
    report_incidents: ReportIncidents
    heartbeat: Heartbeat
    clock: Clock

    def __call__(self, stopwatch: Stopwatch) -> AuditReport:
        report = AuditReport()
        self._collect_error(report, self.open_daily_test)
        for check in self.checks:
            self._make(check, stopwatch, report)
        report.found[ITSELF] = [self._failure(name, error) for name, error in report.failed.items()]
        self._collect_error(report, lambda: self._report(report))
        if report.is_well:
            self._beat(report)
        return report

    def _make(self, check: Check, stopwatch: Stopwatch, report: AuditReport) -> None:
        if stopwatch.left() < CHECK_TIME:
            report.failed[check.name] = None
            return
        findings: list[Finding] = []
        try:
            for result in check():
                findings.append(result.finding)
                self._repair(result, report)
        except Exception as error:  # noqa: BLE001  an error of one check must not stop the other checks
            report.failed[check.name] = error
        report.found[check.name] = findings

    def _repair(self, result: CheckResult, report: AuditReport) -> None:
        """Try every repair. If one has to be tried later, stop the check so that the next run looks here again."""
        postponed: list[TryLater] = []
        for repair in result.repairs:
            try:
                report.repaired += repair() is not False
            except TryLater as error:
                postponed.append(error)
            except Exception as error:  # noqa: BLE001  an error of one repair must not stop the other repairs
                report.errors.append(error)
        if postponed:
            raise postponed[0]

    def _failure(self, name: str, error: Exception | None) -> Finding:
        kind = "time" if error is None else getattr(error, "kind", type(error).__name__)
        return Finding(
            name=FindingName.EXAMINATION_FAILED, about=name, since=self.clock.now(), detail=kind, is_sure=False
        )

    def _report(self, report: AuditReport) -> None:
        stored = {incident.key: incident for incident in self.incidents.all()}
        changed = reconcile([*stored.values()], report.found, report.failed, self.clock.now())
        for incident in changed:
            saved = self.incidents.save(incident)
            # If another run has written the incident meanwhile, that run reports it.
            stored.pop(incident.key, None)
            if saved is not None:
                stored[saved.key] = saved
        report.begun_reported, report.over_reported = self.report_incidents(_most_severe_first([*stored.values()]))

    def _beat(self, report: AuditReport) -> None:
        """Send the heartbeat. An error is ignored, because the monitor notices a missing heartbeat."""
        with suppress(WatchdeskError):
            report.heartbeat_sent = self.heartbeat.beat()

    def _collect_error(self, report: AuditReport, action: Callable[[], object]) -> None:
        try:
            action()
        except Exception as error:  # noqa: BLE001  whatever the error, the rest of the run is still to be done
            report.errors.append(error)


def _most_severe_first(incidents: Sequence[Incident]) -> Sequence[Incident]:
    order = list(Severity)
    return sorted(
        incidents, key=lambda incident: (order.index(incident.kind.severity), incident.since, incident.key)
    )
