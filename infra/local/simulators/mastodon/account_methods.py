"""The methods for accounts, search and conversations."""

from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.mastodon.caller import Caller, Method
from infra.local.simulators.mastodon.error_responses import not_found
from infra.local.simulators.mastodon.identifiers import sort_key
from infra.local.simulators.mastodon.model import Account, Conversation
from infra.local.simulators.mastodon.pagination import limit_of, link_header, page_of
from infra.local.simulators.network import AccountStatus

YES = frozenset({"true", "1"})


def verify_credentials(caller: Caller) -> ApiResponse:
    source: JsonObject = {
        "privacy": "public",
        "sensitive": False,
        "language": "en",
        "note": "",
        "fields": [],
        "follow_requests_count": 0,
        "hide_collections": None,
        "discoverable": True,
        "indexable": False,
        "attribution_domains": [],
        "quote_policy": "public",
    }
    role = {"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False}
    return ApiResponse(caller.show.account(caller.me) | {"source": source, "role": role})


def look_up(caller: Caller) -> ApiResponse:
    try:
        account = caller.network.find_account(caller.call.query.get("acct", ""))
    except LookupError:
        raise not_found() from None
    return ApiResponse(caller.show.account(_active(account)))


def get_account(caller: Caller) -> ApiResponse:
    return ApiResponse(caller.show.account(_active(caller.network.people.get(caller.call.arguments["id"]))))


def _active(account: Account | None) -> Account:
    if account is None or account.account_status is not AccountStatus.ACTIVE:
        raise not_found()
    return account


def account_statuses(caller: Caller) -> ApiResponse:
    """Return the statuses of an account. The caller's own ones include private and direct statuses."""
    account, query = _active(caller.network.people.get(caller.call.arguments["id"])), caller.call.query
    shown = {"public", "unlisted"} | ({"private", "direct"} if account is caller.account else set())
    without_replies = query.get("exclude_replies") in YES
    rows = [
        status
        for status in caller.network.statuses.values()
        if status.account is account and status.visibility in shown and not (without_replies and status.reply_to)
    ]
    limit = limit_of(caller.call, 20, 40)
    page = page_of(sorted(rows, key=lambda status: sort_key(status.id)), lambda status: status.id, query, limit)
    headers = link_header(caller.call, page[0].id, page[-1].id, more=len(page) == limit) if page else {}
    return ApiResponse([caller.show.status(status) for status in page], headers=headers)


def search(caller: Caller) -> ApiResponse:
    """Return the accounts whose address or name contains all the words."""
    query = caller.call.query
    words = query.get("q", "").lower().removeprefix("@").split()
    wanted = query.get("type") in {None, "accounts"} and bool(words)
    found = [account for account in caller.network.people.values() if wanted and _matches(account, words)]
    shown = [caller.show.account(account) for account in found[: limit_of(caller.call, 20, 40)]]
    return ApiResponse({"accounts": shown, "statuses": [], "hashtags": []})


def _matches(account: Account, words: list[str]) -> bool:
    searched = f"{account.acct} {account.display_name}".lower()
    return account.account_status is AccountStatus.ACTIVE and all(word in searched for word in words)


def list_conversations(caller: Caller) -> ApiResponse:
    """Return a page of conversations. On Mastodon its cursors are ids of last statuses, not of conversations."""
    on_status = caller.network.flavour.conversations_page_on_status
    mark = _last_status if on_status else _row_id
    rows = sorted(caller.network.conversations[caller.me.id], key=lambda row: sort_key(mark(row)))
    limit = limit_of(caller.call, 20, 40)
    page = page_of([row for row in rows if mark(row)], mark, caller.call.query, limit)
    more = len(page) == limit
    headers = link_header(caller.call, mark(page[0]), mark(page[-1]), more=more) if page else {}
    return ApiResponse([caller.show.conversation(row) for row in page], headers=headers)


def _last_status(row: Conversation) -> str:
    return row.statuses[-1] if row.statuses else ""


def _row_id(row: Conversation) -> str:
    return row.id


def read_conversation(caller: Caller) -> ApiResponse:
    row = _conversation(caller)
    row.unread = False
    return ApiResponse(caller.show.conversation(row))


def delete_conversation(caller: Caller) -> ApiResponse:
    caller.network.conversations[caller.me.id].remove(_conversation(caller))
    return ApiResponse({})


def _conversation(caller: Caller) -> Conversation:
    mine = caller.network.conversations[caller.me.id]
    row = next((row for row in mine if row.id == caller.call.arguments["id"]), None)
    if row is None:
        raise not_found()
    return row


METHODS = {
    ("GET", "/api/v1/accounts/verify_credentials"): Method(verify_credentials, "read:accounts"),
    ("GET", "/api/v1/accounts/lookup"): Method(look_up),
    ("GET", "/api/v1/accounts/:id"): Method(get_account),
    ("GET", "/api/v1/accounts/:id/statuses"): Method(account_statuses),
    ("GET", "/api/v2/search"): Method(search, "read:search"),
    ("GET", "/api/v1/conversations"): Method(list_conversations, "read:statuses"),
    ("POST", "/api/v1/conversations/:id/read"): Method(read_conversation, "write:conversations"),
    ("DELETE", "/api/v1/conversations/:id"): Method(delete_conversation, "write:conversations"),
}
