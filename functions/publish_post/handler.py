"""The HTTP interface of posts: whatever a person asks for, and what is answered."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.observability import count, error_facts, logger, metrics

FAULT = 500


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    route = event.get("routeKey", "")
    try:
        answer = bootstrap.publish_post()(event, context)
    except Exception as error:  # noqa: BLE001  whatever it is, it is told and then raised
        # The error's own words, which may hold a post's, stay out of the log; the invocation fails all the same.
        logger.error("request_failed", route=route, **error_facts(error))
        raise RuntimeError("a request could not be answered: see request_failed") from None
    logger.info("request_answered", route=route, status=answer["statusCode"])
    count("RequestsUnavailable", int(answer["statusCode"] > FAULT))
    return answer
