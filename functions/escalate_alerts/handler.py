"""Every minute, and at once for a new alert: text whoever is on duty, and climb until a person answers."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap, events
from watchdesk.domain.alert import AlertId
from watchdesk.domain.errors import Defect
from watchdesk.observability import count, error_facts, logger, metrics
from watchdesk.usecases.escalate_alerts import Attended, Outcome


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    asked = events.escalation_requests(event)
    escalate, left = bootstrap.escalate_alerts(), bootstrap.stopwatch(context)
    if asked is not None:
        alerts, broken = asked
        attended = _recorded(escalate(left, [AlertId(alert) for alert in alerts.values()]))
        again = {each.alert for each in attended if each.outcome in (Outcome.FAILED, Outcome.LEFT)}
        return events.batch_failures(broken + [record for record, alert in alerts.items() if alert in again])
    attended = _recorded(escalate(left))
    if any(each.errors for each in attended):
        # The invocation fails, so that an alarm rings; the errors' own words stay out of the log.
        raise Defect("some alerts could not be escalated: see escalation_failed")
    return {"attended": len(attended)}


def _recorded(attended: list[Attended]) -> list[Attended]:
    for each in attended:
        logger.info("alert_attended", alert=each.alert, outcome=each.outcome, texts=each.texts)
        count("TextsSent", each.texts)
        for error in each.errors:
            logger.error("escalation_failed", alert=each.alert, **error_facts(error))
    return attended
