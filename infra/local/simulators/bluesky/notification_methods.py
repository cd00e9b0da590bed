"""The methods app.bsky.notification.*, which page by claimed time exactly as the real AppView does."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus

from infra.local.simulators.bluesky.caller import Caller, CallerRequirement, Method
from infra.local.simulators.bluesky.error_responses import broken, invalid
from infra.local.simulators.bluesky.model import Notice
from infra.local.simulators.bluesky.parameters import body, limit
from infra.local.simulators.bluesky.views import AppViews
from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.timestamps import parse_timestamp, timestamp_text

FILTER_ROUNDS = 10
"""The server reads on at most this often if a filter leaves a page short."""


def list_notifications(caller: Caller) -> ApiResponse:
    query = caller.call.query
    if "seenAt" in query:
        raise invalid("The seenAt parameter is unsupported")
    most, before = limit(caller.call), _parsed_cursor(query.get("cursor"))
    if not caller.me.active:
        return ApiResponse({"notifications": [], "priority": False})
    found, cursor = _walk(caller, most, before)
    seen_at = caller.me.seen_at
    # As recorded: an account that never looked sees only its newest notifications as unread, on the first page.
    if seen_at is None and before is None and found:
        seen_at = found[0].sort_at
    page: JsonObject = {"notifications": [_row(caller, notice, seen_at) for notice in found]}
    page |= {"cursor": timestamp_text(cursor)} if cursor else {}
    page |= {"priority": query.get("priority") == "true"}
    return ApiResponse(page | ({"seenAt": timestamp_text(seen_at)} if seen_at else {}))


def _parsed_cursor(cursor: str | None) -> datetime | None:
    try:
        return parse_timestamp(cursor) if cursor else None
    except ValueError:
        raise broken(HTTPStatus.BAD_GATEWAY) from None


def _walk(caller: Caller, most: int, before: datetime | None) -> tuple[list[Notice], datetime | None]:
    """Read pages until one is half full. Reasons and hidden authors are filtered only after a page is read."""
    reasons = set(caller.call.all_values("reasons"))
    found: list[Notice] = []
    for _ in range(FILTER_ROUNDS):
        wanted = most - len(found)
        rows = _read(caller, wanted, before)
        found += [row for row in rows if _passes(caller, row, reasons)]
        if len(rows) < wanted:
            return found, None
        before = rows[-1].sort_at
        if len(found) * 2 >= most:
            break
    return found, before


def _read(caller: Caller, most: int, before: datetime | None) -> list[Notice]:
    """Return the newest rows that are strictly older than the cursor.

    If rows at the end of a page have the same time, those of the next page are lost, as on the real server.
    """
    rows: list[Notice] = []
    for row in _older(caller, before):
        if len(rows) == most:
            break
        rows.append(row)
    return rows


def _older(caller: Caller, before: datetime | None) -> Iterator[Notice]:
    notices, records = caller.network.notices[caller.me.did], caller.network.records
    end = len(notices) if before is None else bisect_left(notices, before, key=lambda each: each.sort_at)
    for at in range(end - 1, -1, -1):
        row = notices[at]
        kept = row.uri in records and (row.subject is None or row.subject in records)
        if kept and row.visible_at <= caller.call.now:
            yield row


def _passes(caller: Caller, row: Notice, reasons: set[str]) -> bool:
    author = caller.network.records[row.uri].did
    if author in caller.me.mutes or AppViews(caller.network, caller.me).hidden(author):
        return False
    return not reasons or row.reason in reasons


def _row(caller: Caller, notice: Notice, seen_at: datetime | None) -> JsonObject:
    record = caller.network.records[notice.uri]
    author = caller.network.actors[record.did]
    view: JsonObject = {
        **record.ref,
        "author": AppViews(caller.network, caller.me).actor(author),
        "reason": notice.reason,
        "record": record.value,
        "isRead": seen_at is None or seen_at > notice.sort_at,
        "indexedAt": timestamp_text(notice.sort_at),
        "labels": [],
    }
    return view if notice.subject is None else view | {"reasonSubject": notice.subject}


def get_unread_count(caller: Caller) -> ApiResponse:
    seen_at = caller.me.seen_at
    rows = [row for row in _older(caller, None) if seen_at is None or row.sort_at > seen_at]
    return ApiResponse({"count": sum(_passes(caller, row, set()) for row in rows) if caller.me.active else 0})


def update_seen(caller: Caller) -> ApiResponse:
    """Set the time up to which the caller has seen notifications. It never moves back."""
    text = str(body(caller.call, "seenAt")["seenAt"])
    try:
        asked = parse_timestamp(text)
    except ValueError:
        raise invalid(f'Invalid datetime (got "{text}") at $.seenAt') from None
    caller.me.seen_at = max(asked, caller.me.seen_at or asked)
    return ApiResponse()


METHODS = {
    "app.bsky.notification.listNotifications": Method("GET", CallerRequirement.SESSION, list_notifications),
    "app.bsky.notification.getUnreadCount": Method("GET", CallerRequirement.SESSION, get_unread_count),
    "app.bsky.notification.updateSeen": Method("POST", CallerRequirement.SESSION, update_seen),
}
