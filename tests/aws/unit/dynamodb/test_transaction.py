"""Several items, whole or not at all: what DynamoDB answers, and what is made of it."""

import boto3
import pytest
from botocore.stub import Stubber

from watchdesk.aws.dynamodb.table import ATTEMPTS, Table
from watchdesk.aws.dynamodb.transaction import ConditionCheck, Put, Update, transact_write
from watchdesk.core.errors import Defect, TryLater

PUT = Put({"pk": "1", "sk": "alert"})


@pytest.fixture(scope="module")
def client():
    return boto3.client("dynamodb", region_name="eu-west-2", aws_access_key_id="x", aws_secret_access_key="x")


@pytest.fixture
def stub(client):
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def table(client, stub, pauses):
    return Table(client, "alerts", pauses.append)


def cancelled(stub, *codes):
    reasons = {"CancellationReasons": [{"Code": code} for code in codes]}
    stub.add_client_error("transact_write_items", "TransactionCanceledException", "", 400, modeled_fields=reasons)


def test_a_transaction_that_holds_is_written(table, stub):
    stub.add_response("transact_write_items", {})
    assert transact_write(table, PUT)


def test_each_kind_of_write_carries_only_the_names_and_values_it_uses(table, stub, client):
    sent = []
    client.meta.events.register_first(
        "provide-client-params.dynamodb.TransactWriteItems",
        lambda params, **_: sent.append(params["TransactItems"]),
    )
    stub.add_response("transact_write_items", {})
    key = {"pk": "1", "sk": "alert"}
    transact_write(
        table,
        PUT,
        Update(key, "SET #state = :new", "#state = :old", {":new": "b", ":old": "a"}),
        ConditionCheck(key, "attribute_exists(#pk)", {}),
    )
    wired = {"pk": {"S": "1"}, "sk": {"S": "alert"}}
    assert sent == [
        [
            {"Put": {"TableName": "alerts", "Item": wired}},
            {
                "Update": {
                    "TableName": "alerts",
                    "Key": wired,
                    "UpdateExpression": "SET #state = :new",
                    "ConditionExpression": "#state = :old",
                    "ExpressionAttributeNames": {"#state": "state"},
                    "ExpressionAttributeValues": {":new": {"S": "b"}, ":old": {"S": "a"}},
                }
            },
            {
                "ConditionCheck": {
                    "TableName": "alerts",
                    "Key": wired,
                    "ConditionExpression": "attribute_exists(#pk)",
                    "ExpressionAttributeNames": {"#pk": "pk"},
                }
            },
        ]
    ]


def test_a_condition_that_does_not_hold_is_an_answer(table, stub, pauses):
    cancelled(stub, "None", "ConditionalCheckFailed")
    assert not transact_write(table, PUT)
    assert pauses == []


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_that_others_stood_in_the_way_of_is_tried_again(table, stub, pauses, code):
    cancelled(stub, code, "None")
    stub.add_response("transact_write_items", {})
    assert transact_write(table, PUT)
    assert len(pauses) == 1


def test_others_in_the_way_for_ever_are_left_to_the_next_run(table, stub, pauses):
    for _ in range(ATTEMPTS):
        cancelled(stub, "TransactionConflict")
    with pytest.raises(TryLater):
        transact_write(table, PUT)
    assert pauses == sorted(pauses)


def test_a_transaction_refused_for_what_it_says_is_a_defect(table, stub):
    cancelled(stub, "ValidationError")
    with pytest.raises(Defect):
        transact_write(table, PUT)
