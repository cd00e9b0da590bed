"""A duty person's phone texts back: what End User Messaging would publish for it, on the stack's own topic."""

import json
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

OUR_NUMBER = "+447700900100"
"""What the public and duty staff would see. Of the range that Ofcom keeps for drama."""


def publish_inbound_text(
    sns: "SNSClient", topic_arn: str, phone: str, words: str, *, inbound: str | None = None
) -> str:
    """Returns the id it was given; given again, it is the same text brought twice.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html
    """
    inbound = inbound or str(uuid4())
    published = {
        "originationNumber": phone,
        "destinationNumber": OUR_NUMBER,
        "messageKeyword": "KEYWORD_1",
        "messageBody": words,
        "inboundMessageId": inbound,
        "previousPublishedMessageId": str(uuid4()),
    }
    sns.publish(TopicArn=topic_arn, Message=json.dumps(published))
    return inbound
