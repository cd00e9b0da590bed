"""One logger and one set of metrics for every function. Nothing personal goes into either.

Fields are counts, our own ids and the kinds of core/errors.py. Only our own errors may speak: a library may have
put a value of the message into the text of its own.
"""

import traceback
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk.core.errors import WatchdeskError

# A quiet minute has nothing to count; Powertools would warn of it into the log every time.
warnings.filterwarnings("ignore", message="No application metrics to publish")

NAMESPACE, SERVICE = "Watchdesk", "watchdesk"
FAULT = 500
Application = Callable[[Mapping[str, Any], LambdaContext], dict[str, Any]]
logger = Logger(service=SERVICE)
metrics = Metrics(namespace=NAMESPACE, service=SERVICE)


def count(name: str, value: int, **dimensions: str) -> None:
    """Add to a metric. With dimensions, they must be few and closed: every combination is billed."""
    if not value:
        return
    if not dimensions:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
        return
    # A metric of its own: Metrics objects share what they hold, and the dimension would stick to all the others.
    apart = {"service": SERVICE, **dimensions}
    with single_metric(
        name=name, unit=MetricUnit.Count, value=value, namespace=NAMESPACE, default_dimensions=apart
    ):
        pass


def answer_request(
    built: Callable[[], Application], event: dict[str, Any], context: LambdaContext
) -> dict[str, Any]:
    """The answer to one request. Its route and its status are logged, and nothing of what was asked or answered.

    Raises RuntimeError without a word for whatever is our own fault: the invocation fails, and its alarm rings.
    """
    route = event.get("routeKey", "")
    try:
        answer = built()(event, context)
    except Exception as error:  # noqa: BLE001  whatever it is, it is told and then raised
        logger.error("request_failed", route=route, **error_facts(error))  # noqa: TRY400  its own words stay out
        raise RuntimeError("a request could not be answered: see request_failed") from None
    logger.info("request_answered", route=route, status=answer["statusCode"])
    count("RequestsUnavailable", int(answer["statusCode"] > FAULT))
    return answer


def error_facts(error: BaseException) -> dict[str, Any]:
    """What may be logged of an error: its type, where it was raised, its cause's type, our own errors' words."""
    frames = traceback.extract_tb(error.__traceback__)
    facts: dict[str, Any] = {"error_type": type(error).__name__}
    if isinstance(error, WatchdeskError):
        facts["says"] = str(error)
    if frames:
        facts["raised_at"] = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}"
    if error.__cause__ is not None:
        facts["caused_by"] = type(error.__cause__).__name__
    return facts
