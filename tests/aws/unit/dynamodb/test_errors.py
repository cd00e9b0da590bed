"""Every answer of DynamoDB leads to what the caller should do."""

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
)

from watchdesk.aws.dynamodb.errors import ConditionFailed, table_request
from watchdesk.core.errors import Defect, NeedsAPerson, TryLater

WORDS = "what a member of the public wrote"


def refused(code, status=400, **more):
    answer = {"Error": {"Code": code, "Message": WORDS}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer | more, "PutItem")


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [
        (refused("ProvisionedThroughputExceededException"), TryLater),
        (refused("ThrottlingException"), TryLater),
        (refused("RequestLimitExceeded"), TryLater),
        (refused("TransactionConflictException"), TryLater),
        (refused("ExpiredTokenException"), TryLater),
        (refused("InternalServerError", 500), TryLater),
        (refused("SomethingNew", 503), TryLater),
        (refused("AccessDeniedException"), NeedsAPerson),
        (refused("ResourceNotFoundException"), NeedsAPerson),
        (refused("UnrecognizedClientException"), NeedsAPerson),
        (refused("ValidationException"), Defect),
        (refused("SomethingNew"), Defect),
        (ReadTimeoutError(endpoint_url="https://dynamodb.example"), TryLater),
        (ConnectTimeoutError(endpoint_url="https://dynamodb.example"), TryLater),
        (EndpointConnectionError(endpoint_url="https://dynamodb.example"), TryLater),
        (ConnectionClosedError(endpoint_url="https://dynamodb.example"), TryLater),
        (NoCredentialsError(), NeedsAPerson),
        (ParamValidationError(report=WORDS), Defect),
    ],
)
def test_an_error_names_the_table_and_the_operation_and_no_value(answer, becomes):
    with pytest.raises(becomes) as caught, table_request("messages-table", "PutItem"):
        raise answer
    assert type(caught.value) is becomes
    assert "PutItem on messages-table" in str(caught.value)
    assert WORDS not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(("more", "stands"), [({}, None), ({"Item": {"pk": {"S": "x"}}}, {"pk": "x"})])
def test_a_failed_condition_is_told_apart_with_what_stands_there(more, stands):
    with pytest.raises(ConditionFailed) as caught, table_request("messages-table", "PutItem"):
        raise refused("ConditionalCheckFailedException", **more)
    assert caught.value.item == stands
