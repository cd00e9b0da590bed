"""Translates the errors of AWS calls into those of watchdesk.core.errors.

Only this module catches botocore's errors. Their own texts never leave it: some services repeat the values of a
request in them.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from watchdesk.core.errors import NeedsAPerson, TryLater, WatchdeskError

NEEDS_A_PERSON = (
    "AccessDenied",
    "Authorization",
    "NotFound",
    "NonExistentQueue",
    "Unrecognized",
    "InvalidClient",
)
"""Parts of the error codes that no repetition cures. Services spell the same refusal differently."""
SERVER_ERROR = 500
"""From this HTTP status on, the fault lies with the service."""

ErrorResponse = Mapping[str, Any]
"""The parsed answer that botocore keeps in a ClientError."""
Refused = Callable[[ClientError], Exception]
Unanswered = Callable[[BotoCoreError], Exception]


@contextmanager
def translate_errors(refused: Refused, unanswered: Unanswered) -> Iterator[None]:
    """Raise what `refused` makes of an error answer, and what `unanswered` makes of every other botocore error."""
    try:
        yield
    except ClientError as error:
        raise refused(error) from None
    except BotoCoreError as error:
        raise unanswered(error) from None


@contextmanager
def aws_request(operation: str) -> Iterator[None]:
    """Translate the errors of a request that may be repeated, naming the operation.

    Raises NeedsAPerson if AWS denies the request or does not know what it is about, and TryLater otherwise.
    """
    with translate_errors(
        lambda error: _refusal(operation, code_of(response_of(error))), lambda error: no_answer(operation, error)
    ):
        yield


def no_answer(operation: str, error: BotoCoreError) -> WatchdeskError:
    """Return NeedsAPerson if the call could not be signed or addressed, and TryLater if no answer came."""
    if isinstance(error, NoCredentialsError | NoRegionError):
        return NeedsAPerson(f"{operation}: {type(error).__name__}")
    return TryLater(f"{operation}: no answer ({type(error).__name__})")


def code_of(response: ErrorResponse) -> str:
    """Return the code of an error answer, for example `AccessDeniedException`."""
    return str(response["Error"]["Code"])


def is_server_error(response: ErrorResponse) -> bool:
    """Return whether the service says that the fault is its own."""
    status: int = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= SERVER_ERROR


def response_of(error: ClientError) -> ErrorResponse:
    """Return the parsed answer. Botocore's type for it leaves out what single services add."""
    response: ErrorResponse = error.response
    return response


def _refusal(operation: str, code: str) -> WatchdeskError:
    kind = NeedsAPerson if any(part in code for part in NEEDS_A_PERSON) else TryLater
    return kind(f"{operation}: {code}")
