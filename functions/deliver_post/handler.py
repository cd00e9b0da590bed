"""Every minute, and at once for a new post: send what is due, and look for what may already be public."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.lambda_events import batch_failures
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.events import delivery_requests
from watchdesk.publishing.usecases.deliver_post import DeliveryOutcome, DeliveryResult


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    asked = delivery_requests(event)
    deliver, left = bootstrap.deliver_post(), bootstrap.stopwatch(context)
    if asked is not None:
        places, broken = asked
        attended = _recorded(deliver(left, list(places.values())))
        again = {
            (a.post, a.account) for a in attended if a.outcome in (DeliveryOutcome.FAILED, DeliveryOutcome.LEFT)
        }
        return batch_failures(broken + [record for record, place in places.items() if place in again])
    attended = _recorded(deliver(left))
    if any(each.errors for each in attended):
        # The invocation fails, so that an alarm rings; the errors' own words stay out of the log.
        raise Defect("some posts could not be delivered: see delivery_failed")
    return {"attended": len(attended)}


def _recorded(attended: list[DeliveryResult]) -> list[DeliveryResult]:
    for each in attended:
        facts: dict[str, Any] = {"post": each.post, "account": each.account}
        logger.info("delivery_attended", outcome=each.outcome, state=each.state, held=each.held, **facts)
        count("PartsSent", each.sent)
        count("DeliveriesFailed", int(each.state is DeliveryState.FAILED))
        count("DeliveriesUnconfirmed", int(each.state is DeliveryState.UNCONFIRMED))
        for error in each.errors:
            logger.error("delivery_failed", **facts, **error_facts(error))
    return attended
