"""Serves the signed link of a text: GET shows the alert and changes nothing, POST acknowledges it."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.http.alert_page import alert_page, link_not_valid
from watchdesk.aws.observability import count, logger, metrics


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    method = event["requestContext"]["http"]["method"]
    acknowledge = bootstrap.acknowledge_alert()
    answer = acknowledge.acknowledge if method == "POST" else acknowledge.show
    view = answer(event["pathParameters"]["token"])
    page = alert_page(view, acknowledge.clock.now(), bootstrap.FORCE_TIME) if view else link_not_valid()
    # The token stays out of the log: with it, a reader of the log could answer the alert.
    logger.info("link_used", method=method, status=page.status, alert=view and view.code)
    count("LinksRefused", int(view is None))
    return {"statusCode": page.status, "headers": dict(page.headers), "body": page.body}
