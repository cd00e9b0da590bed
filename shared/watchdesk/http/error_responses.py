"""Which problem document each error becomes. What is not named here is our own fault, and is raised as it is."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)

from watchdesk.core.errors import Conflict, Defect, LeaseLost, RateLimited, TryLater, Unacceptable, Unknown
from watchdesk.core.problems import ConflictCode
from watchdesk.http import problem_details as kinds
from watchdesk.http.models import ProblemResponse

MESSAGES = {
    "missing": "Give it: it is needed.",
    "extra_forbidden": "Leave it out: there is no such field.",
    "string_too_long": "Shorten it.",
    "string_too_short": "Write something.",
    "too_long": "Name fewer.",
    "string_unicode": "Type it again: it holds half of a character.",
}
DEFAULT_MESSAGE = "Give it in the form that the description of this API shows."
REQUEST_PARTS = frozenset({"body", "query", "path", "header"})


def add_error_responses(app: APIGatewayHttpResolver) -> None:
    app.exception_handler([NotFoundError, Unknown])(_unknown)
    app.exception_handler(Unacceptable)(_unacceptable)
    app.exception_handler(RequestValidationError)(_misshapen)
    app.exception_handler(Conflict)(_conflict)
    app.exception_handler(LeaseLost)(_moved_on)
    app.exception_handler(IdempotencyValidationError)(_key_used)
    app.exception_handler([IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError])(_in_progress)
    app.exception_handler(RateLimited)(_too_many)
    app.exception_handler([TryLater, IdempotencyPersistenceLayerError])(_unavailable)
    app.exception_handler(Exception)(_ours)


def _unknown(_: Exception) -> Response[str]:
    return kinds.UNKNOWN.document("Check the address: what is not yours and what is not there read the same.")


def _unacceptable(error: Unacceptable) -> Response[str]:
    problems = [ProblemResponse.model_validate(problem) for problem in error.problems]
    return kinds.UNACCEPTABLE.document("Nothing was stored. Change what is named and send it again.", problems)


def _misshapen(error: RequestValidationError) -> Response[str]:
    found = error.errors()
    if any(each["loc"][0] not in REQUEST_PARTS for each in found):
        raise Defect("an answer does not hold what it promises") from error
    return kinds.UNACCEPTABLE.document(
        "Nothing was stored. Change what is named and send it again.", [_shape(each) for each in found]
    )


def _shape(found: dict[str, Any]) -> ProblemResponse:
    """Without the value that was sent, and without the words of a library."""
    field = ".".join(str(step) for step in found["loc"][1:]) or str(found["loc"][0])
    return ProblemResponse(code=found["type"], field=field, message=MESSAGES.get(found["type"], DEFAULT_MESSAGE))


def _conflict(error: Conflict) -> Response[str]:
    problem = ProblemResponse(code=error.code, field="", message=str(error))
    return kinds.CONFLICT.document(str(error), [problem])


def _key_used(_: Exception) -> Response[str]:
    return _conflict(Conflict(ConflictCode.KEY_USED, "This key came with another post before: use a new one."))


def _moved_on(_: Exception) -> Response[str]:
    return kinds.MOVED_ON.document("Read it again, and ask again if it is still what you want.")


def _in_progress(_: Exception) -> Response[str]:
    return kinds.IN_PROGRESS.document("Send the same request again in a moment, with the same key.")


def _too_many(_: Exception) -> Response[str]:
    return kinds.TOO_MANY.document("Send the same request again later.")


def _unavailable(_: Exception) -> Response[str]:
    return kinds.UNAVAILABLE.document("Send the same request again in a moment, with the same key.")


def _ours(error: Exception) -> Response[str]:
    """Powertools would log it with its words; raised here, it leaves as it is."""
    raise error
