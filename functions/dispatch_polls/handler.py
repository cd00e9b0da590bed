"""Queue a poll for each account that is due, every minute."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.observability import count, logger, metrics


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    queued = bootstrap.dispatch_polls()()
    logger.info("polls_dispatched", queued=queued)
    count("PollsDispatched", queued)
    return {"queued": queued}
