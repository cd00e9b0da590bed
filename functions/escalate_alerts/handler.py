"""Every minute, and at once for a new alert: text whoever is on duty, and climb until a person answers."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.events import escalation_requests
from watchdesk.alerting.usecases.escalate_alert import EscalationOutcome
from watchdesk.alerting.usecases.escalate_alerts import EscalationReport
from watchdesk.aws.lambda_events import batch_failures
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    asked = escalation_requests(event)
    escalate, left = bootstrap.escalate_alerts(), bootstrap.stopwatch(context)
    if asked is not None:
        alerts, broken = asked
        run = _recorded(escalate(left, [AlertId(alert) for alert in alerts.values()]))
        again = {
            each.alert for each in run.alerts if each.outcome in (EscalationOutcome.FAILED, EscalationOutcome.LEFT)
        }
        return batch_failures(broken + [record for record, alert in alerts.items() if alert in again])
    run = _recorded(escalate(left))
    if run.all_errors:
        # The invocation fails, so that an alarm rings; the errors' own words stay out of the log.
        raise Defect("some alerts could not be escalated: see escalation_failed")
    return {"attended": len(run.alerts), "paged": len(run.people)}


def _recorded(run: EscalationReport) -> EscalationReport:
    for each in run.alerts:
        logger.info("alert_attended", alert=each.alert, outcome=each.outcome, wanted=len(each.wanted))
    for one in run.people:
        logger.info("person_paged", person=one.person, texts=one.texts, told=one.told, dropped=one.dropped)
        count("TextsSent", one.texts)
    for error in run.all_errors:
        logger.error("escalation_failed", **error_facts(error))
    return run
