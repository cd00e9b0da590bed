"""Every five minutes: check everything that should have happened, repair it and report it to the operators."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect
from watchdesk.oversight.domain.finding_kinds import Severity
from watchdesk.oversight.usecases.audit_watch import AuditReport


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    report = bootstrap.audit_watch()(bootstrap.stopwatch(context))
    logger.info("audit_finished", **report.facts)
    # An alarm rings when this metric is missing, so it is written only when all is well.
    count("WatchIsWell", int(report.is_well))
    for severity in Severity:
        number = sum(finding.kind.severity is severity for finding in report.findings)
        count("Findings", number, severity=severity.value)
    _record(report)
    if report.errors:
        raise Defect("the audit could not do all it had to: see audit_failed")
    return report.facts


def _record(report: AuditReport) -> None:
    for finding in report.findings:
        logger.warning("found", finding=finding.name, about=finding.about, detail=finding.detail)
    for name, error in report.failed.items():
        logger.warning(
            "examination_failed", examination=name, **(error_facts(error) if error else {"says": "time"})
        )
    for error in report.errors:
        logger.error("audit_failed", **error_facts(error))
