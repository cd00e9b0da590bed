"""Translates DynamoDB's errors into those of watchdesk.core.errors.

Codes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
"""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ParamValidationError

from watchdesk.aws.dynamodb.codec import Item, from_wire
from watchdesk.aws.errors import ErrorResponse, code_of, is_server_error, no_answer, response_of, translate_errors
from watchdesk.core.errors import Defect, NeedsAPerson, TryLater, WatchdeskError

BUSY = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
        # The credentials of a warm function expired during the call; the next call carries new ones.
        "ExpiredTokenException",
    }
)
NOT_ALLOWED = frozenset(
    {
        "AccessDeniedException",
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "ResourceNotFoundException",
        "UnrecognizedClientException",
    }
)
CONDITION_FAILED = "ConditionalCheckFailedException"


class ConditionFailed(Exception):
    """Tells that a write found another item than it required.

    `item` is the stored item, if the write asked for it. Every adapter turns this error into the answer that its
    port promises, so it never reaches a use case.
    """

    def __init__(self, item: Item | None) -> None:
        super().__init__("condition failed")
        self.item = item


@contextmanager
def table_request(table: str, operation: str) -> Iterator[None]:
    """Translate the errors of one request to one table.

    Raises ConditionFailed, TryLater, NeedsAPerson or Defect. Their texts name the table and the operation, and
    nothing that was written, because the values are the words of the public.
    """
    where = f"{operation} on {table}"
    with translate_errors(
        lambda error: _refusal(where, response_of(error)), lambda error: _no_answer(where, error)
    ):
        yield


def _refusal(where: str, response: ErrorResponse) -> ConditionFailed | WatchdeskError:
    code = code_of(response)
    if code == CONDITION_FAILED:
        found = response.get("Item")
        return ConditionFailed(from_wire(found) if found else None)
    text = f"{where}: {code}"
    if code in BUSY or is_server_error(response):
        return TryLater(text)
    return NeedsAPerson(text) if code in NOT_ALLOWED else Defect(text)


def _no_answer(where: str, error: BotoCoreError) -> WatchdeskError:
    if isinstance(error, ParamValidationError):
        return Defect(f"{where}: not a valid request")
    return no_answer(where, error)
