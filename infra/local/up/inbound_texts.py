"""Publish the text of a duty person on the stack's own topic, as AWS End User Messaging publishes it."""

import json
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

OUR_NUMBER = "+447700900100"
"""The number that people text. It is in the range that Ofcom reserves for drama."""


def publish_inbound_text(
    sns: "SNSClient", topic_arn: str, phone: str, body: str, *, inbound: str | None = None
) -> str:
    """Publish a text from `phone`, and return its id. The same id given twice is the same text sent twice.

    The shape: https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html
    """
    inbound = inbound or str(uuid4())
    published = {
        "originationNumber": phone,
        "destinationNumber": OUR_NUMBER,
        "messageKeyword": "KEYWORD_1",
        "messageBody": body,
        "inboundMessageId": inbound,
        "previousPublishedMessageId": str(uuid4()),
    }
    sns.publish(TopicArn=topic_arn, Message=json.dumps(published))
    return inbound
