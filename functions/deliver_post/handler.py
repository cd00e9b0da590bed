"""Send what is due and look for what may be public, every minute and at once for a new post."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.lambda_events import batch_failures
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.events import delivery_requests
from watchdesk.publishing.usecases.deliver_post import DeliveryResult


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    deliver, left, requested = bootstrap.deliver_post(), bootstrap.stopwatch(context), delivery_requests(event)
    if requested is None:
        results = _logged(deliver(left))
        if any(result.errors for result in results):
            raise Defect("some posts could not be delivered: see delivery_failed")  # it raises an alarm
        return {"attended": len(results)}
    deliveries, broken = requested
    results = _logged(deliver(left, list(deliveries.values())))
    repeat = {(result.post, result.account) for result in results if result.is_unfinished}
    return batch_failures(broken + [record for record, delivery in deliveries.items() if delivery in repeat])


def _logged(results: list[DeliveryResult]) -> list[DeliveryResult]:
    for result in results:
        facts: dict[str, Any] = {"post": result.post, "account": result.account}
        logger.info("delivery_attended", outcome=result.outcome, state=result.state, held=result.held, **facts)
        count("PartsSent", result.sent)
        count("DeliveriesFailed", int(result.state is DeliveryState.FAILED))
        count("DeliveriesUnconfirmed", int(result.state is DeliveryState.UNCONFIRMED))
        for error in result.errors:
            logger.error("delivery_failed", **facts, **error_facts(error))
    return results
