"""The history of a deployed stack, read without any text of a message."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from infra.rehearsal.months.month import Arrival, Month, poll_of
from infra.rehearsal.months.recorded_month import UnreadableMonthError
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.core.message import MessageKey, MessageState, Urgency
from watchdesk.inbox.dynamodb.message_item import MESSAGE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_ITEMS = 5_000_000
"""A rehearsal reads at most this many items. Each costs half a read unit for every 4 KB."""
FACTS = ("pk", "urgency", "sent_at", "first_seen_at", "counted_from", "state", "disposed_at")
NAMES = {f"#{name}": name for name in ("sk", *FACTS)}
Progress = Callable[[int], None]


def stored_month(
    client: "DynamoDBClient", table: str, now: datetime, days: int, progress: Progress = lambda _: None
) -> Month:
    """Return the last `days` days, without messages from before their account was connected.

    No index lists messages by time, so the whole table is read. Raises UnreadableMonthError if it has more than
    MAX_ITEMS items, or if it holds no message of these days.
    """
    start = now - timedelta(days=days)
    arrivals = sorted(_arrivals(client, table, start, progress), key=poll_of)
    if not arrivals:
        raise UnreadableMonthError(f"the stack holds no message of the last {days} days")
    return Month(
        name=f"the stack's own history, {days} days up to {now:%-d %B %Y}",
        start=start,
        end=now,
        arrivals=tuple(arrivals),
        count=len(arrivals),
        is_recorded=True,
    )


def _arrivals(client: "DynamoDBClient", table: str, start: datetime, progress: Progress) -> Iterator[Arrival]:
    items_read = 0
    pages = client.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="#sk = :message AND #first_seen_at >= :start",
        ProjectionExpression=", ".join(f"#{name}" for name in FACTS),
        ExpressionAttributeNames=NAMES,
        ExpressionAttributeValues={":message": {"S": MESSAGE}, ":start": {"S": instant(start)}},
    )
    for page in pages:
        items_read += page["ScannedCount"]
        progress(items_read)
        if items_read > MAX_ITEMS:
            raise UnreadableMonthError(f"the stack holds more than {MAX_ITEMS:,} items: export a CSV of one month")
        for item in page["Items"]:
            facts = {name: next(iter(value.values())) for name, value in item.items()}
            if facts.get("counted_from") != "first_seen_history":
                yield _arrival(facts)


def _arrival(facts: Mapping[str, Any]) -> Arrival:
    key = MessageKey.parse(facts["pk"])
    seen_at = datetime.fromisoformat(facts["first_seen_at"])
    is_credible = "counted_from" not in facts and "sent_at" in facts
    is_disposed = facts["state"] == MessageState.DISPOSED and "disposed_at" in facts
    return Arrival(
        seen_at=seen_at,
        sent_at=datetime.fromisoformat(facts["sent_at"]) if is_credible else seen_at,
        account=key.account,
        surface=key.surface,
        native_id=key.native_id,
        urgency=Urgency(facts["urgency"]),
        handled_at=datetime.fromisoformat(facts["disposed_at"]) if is_disposed else None,
    )
