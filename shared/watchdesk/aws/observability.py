"""The logger and the metrics of every function. Nothing personal goes into either.

Fields hold counts, our own ids and the kinds of core/errors.py. Only the texts of our own errors are logged,
because a library may repeat the words of a message in the text of an error.
"""

import traceback
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk.core.errors import WatchdeskError

# A run with nothing to count is normal, and Powertools would log a warning after each.
warnings.filterwarnings("ignore", message="No application metrics to publish")

NAMESPACE, SERVICE = "Watchdesk", "watchdesk"
SERVER_ERROR = 500
Application = Callable[[Mapping[str, Any], LambdaContext], dict[str, Any]]
logger = Logger(service=SERVICE)
metrics = Metrics(namespace=NAMESPACE, service=SERVICE)


def count(name: str, value: int, **dimensions: str) -> None:
    """Add to a metric. Use few dimensions with few values each, because AWS bills every combination."""
    if not value:
        return
    if not dimensions:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
        return
    # All Metrics objects share their state, so a dimension set on one would apply to every other metric.
    dimensions = {"service": SERVICE, **dimensions}
    with single_metric(
        name=name, unit=MetricUnit.Count, value=value, namespace=NAMESPACE, default_dimensions=dimensions
    ):
        pass


def answer_request(
    build: Callable[[], Application], event: dict[str, Any], context: LambdaContext
) -> dict[str, Any]:
    """Return the application's answer to one request, and log its route and status but none of its content.

    Raises RuntimeError for every error of our own, so that the invocation fails and its alarm rings. The text of
    the RuntimeError names no cause.
    """
    route = event.get("routeKey", "")
    try:
        answer = build()(event, context)
    except Exception as error:  # noqa: BLE001  every error is logged and then raised
        logger.error("request_failed", route=route, **error_facts(error))  # noqa: TRY400  the text of the error stays out of the log
        raise RuntimeError("a request could not be answered: see request_failed") from None
    logger.info("request_answered", route=route, status=answer["statusCode"])
    count("RequestsUnavailable", int(answer["statusCode"] > SERVER_ERROR))
    return answer


def error_facts(error: BaseException) -> dict[str, Any]:
    """Return the loggable facts of an error: its type, line and cause, and its text if it is one of our own."""
    frames = traceback.extract_tb(error.__traceback__)
    facts: dict[str, Any] = {"error_type": type(error).__name__}
    if isinstance(error, WatchdeskError):
        facts["says"] = str(error)
    if frames:
        facts["raised_at"] = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}"
    if error.__cause__ is not None:
        facts["caused_by"] = type(error.__cause__).__name__
    return facts
