"""The signed link of a text: GET shows what is waiting and changes nothing, POST acknowledges."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.http import alert_page
from watchdesk.aws.observability import count, logger, metrics


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    method = event["requestContext"]["http"]["method"]
    acknowledge = bootstrap.acknowledge_alert()
    answer = acknowledge.acknowledge if method == "POST" else acknowledge.show
    view = answer(event["pathParameters"]["token"])
    shown = (
        alert_page.page(view, acknowledge.clock.now(), bootstrap.FORCE_TIME) if view else alert_page.not_valid()
    )
    # Not the token: whoever reads the log must not be able to answer with it.
    logger.info("link_used", method=method, status=shown.status, alert=view and view.code)
    count("LinksRefused", int(view is None))
    return {"statusCode": shown.status, "headers": dict(shown.headers), "body": shown.body}
