"""The minimal function that the others are compared with: one client, one logger, one model."""

import os

import boto3
from aws_lambda_powertools import Logger
from pydantic import BaseModel

logger = Logger(service="floor")
dynamodb = boto3.client("dynamodb")


class Event(BaseModel):
    account: str = "none"


@logger.inject_lambda_context
def lambda_handler(event, context):
    asked = Event.model_validate(event)
    key = {"pk": {"S": asked.account}, "sk": {"S": "message"}}
    found = dynamodb.get_item(TableName=os.environ["WATCHDESK_MESSAGES_TABLE"], Key=key)
    logger.info("read", found="Item" in found)
    return {"found": "Item" in found}
