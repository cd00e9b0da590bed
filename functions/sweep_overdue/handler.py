"""Runs every minute: turns the messages that have waited past their limits into alerts."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    report = bootstrap.sweep_overdue()(bootstrap.stopwatch(context))
    facts: dict[str, Any] = {
        "opened": len(report.opened),
        "joined": len(report.joined),
        "handed_over": report.handed_over,
        "claims_expired": report.expired,
        "warned": report.warned,
        "redated": report.redated,
        "dismissed": report.dismissed,
        "complete": report.is_complete,
    }
    logger.info("sweep_finished", **facts)
    count("MessagesOverdue", report.handed_over)
    count("AlertsOpened", len(report.opened))
    for error in report.errors:
        logger.error("sweep_failed", about=getattr(error, "__notes__", []), **error_facts(error))
    if report.errors:
        # The invocation fails, so that an alarm rings. The texts of the errors stay out of the log.
        raise Defect("some overdue messages could not be looked after: see sweep_failed")
    return facts
