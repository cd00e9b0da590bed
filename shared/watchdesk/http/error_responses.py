"""The problem document of each error. An error without an entry here is a fault of ours, and is raised."""

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

from watchdesk.core.errors import (
    Conflict,
    ConflictCode,
    Defect,
    LeaseLost,
    RateLimited,
    TryLater,
    Unacceptable,
    Unknown,
)
from watchdesk.http import problem_details
from watchdesk.http.models import ProblemResponse

MESSAGES = {
    "missing": "Add this field: it is required.",
    "extra_forbidden": "Leave it out: there is no such field.",
    "string_too_long": "Shorten it.",
    "string_too_short": "It must not be empty.",
    "too_long": "Name fewer.",
    "string_unicode": "Type it again: it holds half of a character.",
}
"""By pydantic's type of the error: https://docs.pydantic.dev/latest/errors/validation_errors/"""
DEFAULT_MESSAGE = "Send it in the form that the description of this API shows."
NOTHING_STORED = "Nothing was stored. Change what is named below and send the request again."
REQUEST_PARTS = frozenset({"body", "query", "path", "header"})


def add_error_responses(app: APIGatewayHttpResolver) -> None:
    app.exception_handler([NotFoundError, Unknown])(_unknown)
    app.exception_handler(Unacceptable)(_unacceptable)
    app.exception_handler(RequestValidationError)(_invalid_request)
    app.exception_handler(Conflict)(_conflict)
    app.exception_handler(LeaseLost)(_lease_lost)
    app.exception_handler(IdempotencyValidationError)(_key_used)
    app.exception_handler([IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError])(_in_progress)
    app.exception_handler(RateLimited)(_rate_limited)
    app.exception_handler([TryLater, IdempotencyPersistenceLayerError])(_unavailable)
    app.exception_handler(Exception)(_raise_fault)


def _unknown(_: Exception) -> Response[str]:
    detail = "Check the address. What does not exist and what you may not see give the same answer."
    return problem_details.UNKNOWN.document(detail)


def _unacceptable(error: Unacceptable) -> Response[str]:
    problems = [ProblemResponse.model_validate(problem) for problem in error.problems]
    return problem_details.UNACCEPTABLE.document(NOTHING_STORED, problems)


def _invalid_request(error: RequestValidationError) -> Response[str]:
    errors = error.errors()
    if any(entry["loc"][0] not in REQUEST_PARTS for entry in errors):
        raise Defect("a response does not have the form that its route declares") from error
    return problem_details.UNACCEPTABLE.document(NOTHING_STORED, map(_field_problem, errors))


def _field_problem(error: dict[str, Any]) -> ProblemResponse:
    """Describe one error of pydantic without the value that was sent and without the library's own text."""
    field = ".".join(str(step) for step in error["loc"][1:]) or str(error["loc"][0])
    return ProblemResponse(code=error["type"], field=field, message=MESSAGES.get(error["type"], DEFAULT_MESSAGE))


def _conflict(error: Conflict) -> Response[str]:
    problem = ProblemResponse(code=error.code, field="", message=str(error))
    return problem_details.CONFLICT.document(str(error), [problem])


def _key_used(_: Exception) -> Response[str]:
    return _conflict(Conflict(ConflictCode.KEY_USED, "This key was sent with another post before: use a new one."))


def _lease_lost(_: Exception) -> Response[str]:
    return problem_details.MOVED_ON.document("Read it again, and repeat the request if you still want it.")


def _in_progress(_: Exception) -> Response[str]:
    return problem_details.IN_PROGRESS.document("Send the same request again in a moment, with the same key.")


def _rate_limited(_: Exception) -> Response[str]:
    return problem_details.TOO_MANY.document("Send the same request again later.")


def _unavailable(_: Exception) -> Response[str]:
    return problem_details.UNAVAILABLE.document("Send the same request again in a moment, with the same key.")


def _raise_fault(error: Exception) -> Response[str]:
    """Raise the error as it is: Powertools would write its text into the log."""
    raise error
