"""Every minute: turn what has waited past its limit into alerts."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.observability import count, logger, metrics


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    swept = bootstrap.sweep_overdue()(bootstrap.stopwatch(context))
    logger.info("sweep_finished", **swept)
    count("MessagesOverdue", swept["handed_over"])
    return swept
