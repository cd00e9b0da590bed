"""The storing of a simple poller: one conditional put for each message, one after the other."""

from datetime import UTC, datetime, timedelta

import boto3
from botocore.exceptions import ClientError
from round_trip import add_round_trip

LIMIT = timedelta(hours=8)


def table_at(endpoint, name):
    table = boto3.resource("dynamodb", endpoint_url=endpoint).Table(name)
    add_round_trip(table.meta.client)
    return table


def store(  # noqa: PLR0913  one argument per fact
    table, *, account, surface, native_id, thread_id, author, text, sent_at, version
):
    """Store a message, and return 1 if it was new, else 0."""
    now = datetime.now(UTC)
    identity = f"{account}#{surface}#{native_id}"
    item = {
        "pk": identity,
        "sk": "message",
        "thread": f"{account}#{thread_id}",
        "author": {"id": author[0], "handle": author[1], "name": author[2]},
        "text": text,
        "sent_at": sent_at,
        "first_seen_at": now.isoformat(),
        "version": version,
        "state": "unread",
        "urgency": "routine",
        "deadline": (now + LIMIT).isoformat(),
        "attention_shard": str(hash(identity) % 8),
        "attention_at": (now + LIMIT).isoformat(),
    }
    try:
        table.put_item(Item=item, ConditionExpression="attribute_not_exists(pk)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return 0
    return 1
