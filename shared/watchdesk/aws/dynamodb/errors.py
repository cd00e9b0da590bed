"""What DynamoDB answers when it does not do as told, in the words of watchdesk.core.errors.

Codes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
)

from watchdesk.aws.dynamodb.codec import Item, from_wire
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
        # The role's session ended under a warm function; the next call carries a new one.
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
SERVERS_FAULT = 500


class ConditionFailed(Exception):
    """The item is not as the write required; `item` is what stands there instead, if that was asked for.

    For the adapters of this package alone: each turns it into the answer its port promises.
    """

    def __init__(self, item: Item | None) -> None:
        super().__init__("condition failed")
        self.item = item


@contextmanager
def translated(table: str, operation: str) -> Iterator[None]:
    """Names the table and the operation, and nothing that was written: values are the public's words.

    Raises ConditionFailed, TryLater, NeedsAPerson or Defect in place of botocore's errors.
    """
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            found = cast("dict[str, Any] | None", error.response.get("Item"))
            raise ConditionFailed(from_wire(found) if found else None) from None
        raise _named(error, f"{operation} on {table}") from None
    except (NoCredentialsError, NoRegionError) as error:
        raise NeedsAPerson(f"{operation} on {table}: {type(error).__name__}") from None
    except ParamValidationError:
        raise Defect(f"{operation} on {table}: not a valid request") from None
    except BotoCoreError as error:
        raise TryLater(f"{operation} on {table}: no answer ({type(error).__name__})") from None


def _named(error: ClientError, where: str) -> WatchdeskError:
    code = error.response["Error"]["Code"]
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    text = f"{where}: {code}"
    if code in BUSY or status >= SERVERS_FAULT:
        return TryLater(text)
    if code in NOT_ALLOWED:
        return NeedsAPerson(text)
    return Defect(text)
