"""Finds whether an account has messages without a disposition."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class DynamoOpenMessages:
    """Reads the table up to the first such message.

    There is no index of an account's messages. The question is rare, because only the removal of a retired account
    asks it.
    """

    client: "DynamoDBClient"
    table: str

    def has_open(self, account: AccountId) -> bool:
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.table,
            ConsistentRead=True,
            FilterExpression="begins_with(#pk, :account) AND #sk = :message AND #state <> :disposed",
            ProjectionExpression="#pk",
            ExpressionAttributeNames={"#pk": "pk", "#sk": "sk", "#state": "state"},
            ExpressionAttributeValues={
                ":account": {"S": f"{account}#"},
                ":message": {"S": "message"},
                ":disposed": {"S": MessageState.DISPOSED.value},
            },
        )
        return any(page["Items"] for page in pages)
