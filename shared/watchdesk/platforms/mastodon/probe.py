"""Whether a credential is good for everything the feeds need, and what else would hide messages from us."""

from collections.abc import Mapping
from typing import Any

from watchdesk.core.account import Surface
from watchdesk.core.errors import Gone, PermissionLost
from watchdesk.platforms.credential import ProbeResult
from watchdesk.platforms.mastodon.chat import CONVERSATIONS
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.notifications import NOTIFICATIONS
from watchdesk.platforms.mastodon.own_posts import own_statuses
from watchdesk.platforms.mastodon.wire import OwnAccount

POLICY = Call(name="notification policy", path="/api/v2/notifications/policy")
PLAIN_TEXT = "text/plain"
PRIVATE = "for_private_mentions"


def probe(client: MastodonClient) -> ProbeResult:
    """Try every call once. Raises Reconnect, AccountBlocked, RateLimited or TryLater as the server answers."""
    ourselves = client.ourselves()
    warnings = [*_refused_calls(client), *_settings(client, ourselves)]
    return ProbeResult(
        handle=ourselves.handle,
        native_id=ourselves.id,
        state=_state(ourselves),
        direct_messages=_direct_messages(client, warnings),
        warnings=tuple(warnings),
    )


def _state(ourselves: OwnAccount) -> str:
    if ourselves.suspended:
        return "suspended"
    return "moved" if ourselves.moved else "active"


def _refused_calls(client: MastodonClient) -> list[str]:
    refused = []
    try:
        client.rows(NOTIFICATIONS)
    except PermissionLost:
        refused.append("the access token may not read notifications: give it the scope read:notifications")
    try:
        own_statuses(client)
    except PermissionLost:
        refused.append("the access token may not read statuses: give it the scope read:statuses")
    return refused + _conversations(client)


def _conversations(client: MastodonClient) -> list[str]:
    if not client.account.options.get("conversations"):
        return []
    try:
        page = client.offered(CONVERSATIONS)
    except PermissionLost:
        return ["the access token may not read conversations: give it the scope read:statuses"]
    return ["this server has no conversations: take the option off in the register"] if page is None else []


def _settings(client: MastodonClient, ourselves: OwnAccount) -> list[str]:
    found = [
        f"the notification policy {name} is `drop`: set it to accept or filter, or those messages are lost"
        for name, value in sorted(_policy(client).items())
        if value == "drop"
    ]
    if ourselves.pleroma and ourselves.pleroma.accepts_chat_messages:
        found.append("chat messages are not read: turn them off in the account's settings on the server")
    content_type = ourselves.source.status_content_type if ourselves.source else None
    if content_type not in (None, "", PLAIN_TEXT):
        found.append(f"the account writes in {content_type}: set it to plain text, or posts can lose words")
    return found


def _policy(client: MastodonClient) -> Mapping[str, Any]:
    """Return the policy's rules, or none on a server that has no policies.

    The older kind of policy can only filter.
    """
    try:
        policy = client.get(POLICY)
    except (Gone, PermissionLost):
        return {}
    return policy if isinstance(policy, dict) else {}


def _direct_messages(client: MastodonClient, warnings: list[str]) -> str:
    if Surface.DIRECT_MESSAGE not in client.account.surfaces:
        return "not watched"
    return next((each for each in warnings if "read notifications" in each or PRIVATE in each), "readable")
