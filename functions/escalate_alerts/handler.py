"""Runs every minute, and at once for a new alert: texts the people on duty and climbs until one answers."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.events import escalation_requests
from watchdesk.alerting.usecases.escalate_alerts import EscalationReport
from watchdesk.aws.lambda_events import batch_failures
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    asked = escalation_requests(event)
    escalate, stopwatch = bootstrap.escalate_alerts(), bootstrap.stopwatch(context)
    if asked is not None:
        alerts, broken = asked
        report = _record(escalate(stopwatch, [AlertId(alert) for alert in alerts.values()]))
        return batch_failures(broken + [record for record, alert in alerts.items() if alert in report.unfinished])
    report = _record(escalate(stopwatch))
    if report.all_errors:
        # The invocation fails, so that an alarm rings. The texts of the errors stay out of the log.
        raise Defect("some alerts could not be escalated: see escalation_failed")
    return {"attended": len(report.alerts), "paged": len(report.people)}


def _record(report: EscalationReport) -> EscalationReport:
    for alert in report.alerts:
        logger.info("alert_attended", alert=alert.alert, outcome=alert.outcome, wanted=len(alert.wanted))
    for who in report.people:
        logger.info("person_paged", person=who.person, texts=who.texts, told=who.told, dropped=who.dropped)
        count("TextsSent", who.texts)
    for error in report.all_errors:
        logger.error("escalation_failed", **error_facts(error))
    return report
