"""The methods for notifications, their policy and requests, and the markers of what was read."""

from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.mastodon.caller import Caller, Method
from infra.local.simulators.mastodon.error_responses import invalid, no_route, not_found
from infra.local.simulators.mastodon.identifiers import sort_key
from infra.local.simulators.mastodon.model import DEFAULT_POLICY, Notification
from infra.local.simulators.mastodon.pagination import limit_of, link_header, page_of
from infra.local.simulators.network import AccountStatus
from infra.local.simulators.timestamps import timestamp_text

POLICY_DECISIONS = frozenset({"accept", "filter", "drop"})
MAX_COUNT = 100


def list_notifications(caller: Caller) -> ApiResponse:
    call = caller.call
    wanted, unwanted = (set(call.all_values(f"{name}[]")) for name in ("types", "exclude_types"))
    sender = call.query.get("account_id")
    with_filtered = call.query.get("include_filtered") in {"true", "1"}
    rows = [
        row
        for row in _visible(caller)
        if (not wanted or row.kind in wanted)
        and row.kind not in unwanted
        and sender in {None, row.sender.id}
        and (with_filtered or not row.filtered)
    ]
    page = page_of(rows, lambda row: row.id, call.query, limit_of(call, 40, 80))
    headers = link_header(call, page[0].id, page[-1].id, more=True) if page else {}
    return ApiResponse([caller.show.notification(row) for row in page], headers=headers)


def _visible(caller: Caller) -> list[Notification]:
    """Return the caller's visible notifications in ascending order of id."""
    rows = caller.network.notifications[caller.me.id]
    now = caller.call.now
    return [row for row in rows if row.visible_at <= now and row.sender.account_status is AccountStatus.ACTIVE]


def get_notification(caller: Caller) -> ApiResponse:
    return ApiResponse(caller.show.notification(_row(caller)))


def _row(caller: Caller) -> Notification:
    found = (row for row in _visible(caller) if row.id == caller.call.arguments["id"])
    row = next(found, None)
    if row is None:
        raise not_found()
    return row


def dismiss(caller: Caller) -> ApiResponse:
    """Remove the notification for good. This is not the same as marking it as read."""
    caller.network.notifications[caller.me.id].remove(_row(caller))
    return ApiResponse({})


def unread_count(caller: Caller) -> ApiResponse:
    read = str(caller.me.markers.get("notifications", {}).get("last_read_id", ""))
    unread = [row for row in _visible(caller) if not row.filtered and sort_key(row.id) > sort_key(read)]
    return ApiResponse({"count": min(len(unread), MAX_COUNT)})


def get_policy(caller: Caller) -> ApiResponse:
    return ApiResponse({**_policy(caller), "summary": _summary(caller)})


def change_policy(caller: Caller) -> ApiResponse:
    policy = _policy(caller)
    changes = {name: str(value) for name, value in caller.sent.items() if name in DEFAULT_POLICY}
    if not POLICY_DECISIONS.issuperset(changes.values()):
        raise invalid("Policy is not included in the list")
    policy |= changes
    return get_policy(caller)


def _policy(caller: Caller) -> dict[str, str]:
    if not caller.network.flavour.policies:
        raise no_route()
    return caller.me.policy


def _held_back(caller: Caller) -> dict[str, list[Notification]]:
    """Return the notifications that the policy filtered, by sender."""
    held: dict[str, list[Notification]] = {}
    for row in _visible(caller):
        if row.filtered:
            held.setdefault(row.sender.id, []).append(row)
    return held


def _summary(caller: Caller) -> JsonObject:
    held = _held_back(caller)
    rows = sum(map(len, held.values()))
    return {"pending_requests_count": len(held), "pending_notifications_count": rows}


def list_requests(caller: Caller) -> ApiResponse:
    """Return a page of requests. The id of a request is that of its first notification."""
    _policy(caller)
    held = sorted(_held_back(caller).values(), key=lambda rows: sort_key(rows[0].id))
    page = page_of(held, lambda rows: rows[0].id, caller.call.query, limit_of(caller.call, 40, 80))
    headers = link_header(caller.call, page[0][0].id, page[-1][0].id, more=True) if page else {}
    return ApiResponse([_request(caller, rows) for rows in page], headers=headers)


def _request(caller: Caller, rows: list[Notification]) -> JsonObject:
    last = next((status for row in reversed(rows) if (status := caller.network.find(row.status))), None)
    return {
        "id": rows[0].id,
        "created_at": timestamp_text(rows[0].created_at),
        "updated_at": timestamp_text(rows[-1].created_at),
        "notifications_count": str(len(rows)),
        "account": caller.show.account(rows[0].sender),
        "last_status": caller.show.status(last) if last else None,
    }


def accept_request(caller: Caller) -> ApiResponse:
    """Show the sender's notifications, those so far and all later ones."""
    for row in _requested(caller):
        row.filtered = False
        caller.me.permitted.add(row.sender.id)
    return ApiResponse({})


def dismiss_request(caller: Caller) -> ApiResponse:
    gone = _requested(caller)
    mine = caller.network.notifications[caller.me.id]
    caller.network.notifications[caller.me.id] = [row for row in mine if row not in gone]
    return ApiResponse({})


def _requested(caller: Caller) -> list[Notification]:
    _policy(caller)
    asked = (rows for rows in _held_back(caller).values() if rows[0].id == caller.call.arguments["id"])
    rows = next(asked, None)
    if rows is None:
        raise not_found()
    return rows


def get_markers(caller: Caller) -> ApiResponse:
    wanted = set(caller.call.all_values("timeline[]"))
    return ApiResponse({name: marker for name, marker in caller.me.markers.items() if name in wanted})


def set_markers(caller: Caller) -> ApiResponse:
    changed: JsonObject = {}
    for name in ("home", "notifications"):
        nested = caller.sent.get(name)
        last = nested.get("last_read_id") if isinstance(nested, dict) else caller.sent.get(f"{name}[last_read_id]")
        if last is not None:
            version = caller.me.markers.get(name, {}).get("version", 0) + 1
            marker = {"last_read_id": str(last), "version": version, "updated_at": timestamp_text(caller.call.now)}
            caller.me.markers[name] = changed[name] = marker
    return ApiResponse(changed)


READ, WRITE = "read:notifications", "write:notifications"
METHODS = {
    ("GET", "/api/v1/notifications"): Method(list_notifications, READ),
    ("GET", "/api/v1/notifications/unread_count"): Method(unread_count, READ),
    ("GET", "/api/v1/notifications/requests"): Method(list_requests, READ),
    ("POST", "/api/v1/notifications/requests/:id/accept"): Method(accept_request, WRITE),
    ("POST", "/api/v1/notifications/requests/:id/dismiss"): Method(dismiss_request, WRITE),
    ("GET", "/api/v1/notifications/:id"): Method(get_notification, READ),
    ("POST", "/api/v1/notifications/:id/dismiss"): Method(dismiss, WRITE),
    ("GET", "/api/v2/notifications/policy"): Method(get_policy, READ),
    ("PATCH", "/api/v2/notifications/policy"): Method(change_policy, WRITE),
    ("GET", "/api/v1/markers"): Method(get_markers, "read:statuses"),
    ("POST", "/api/v1/markers"): Method(set_markers, "write:statuses"),
}
