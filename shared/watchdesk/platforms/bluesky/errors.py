"""Bluesky's error responses as errors of ours.

The body is `{"error": "Name", "message": "text"}`. The status alone says little: an expired token is a 400.
The names and texts are those of the reference PDS and AppView (bluesky-social/atproto, August 2026).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from watchdesk.core.errors import (
    AccountBlocked,
    Defect,
    Gone,
    PermissionLost,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    Unconfirmed,
    WatchdeskError,
)
from watchdesk.core.http_client import HttpResponse

LONGEST_LIMIT = timedelta(days=1)
"""The longest window Bluesky documents (300 logins a day). A later reset is a mistake and would stop all polls."""


class StaleAccess(TryLater):
    """The access token has run out: refresh it and call again, once."""


class DeadSession(TryLater):
    """Neither token is accepted any more: log in again, once."""


class ServerFailed(TryLater):
    """`InternalServerError`: an outage, or a parameter that the server cannot read.

    From outside these look the same.
    """


class _Rule(NamedTuple):
    error: str
    says: str
    """Part of the message; an empty text matches any message."""
    kind: type[WatchdeskError]
    meaning: str


_ACCOUNT = "the platform has closed or paused the account"
_RULES = (
    _Rule("ExpiredToken", "revoked", DeadSession, "the session was ended"),
    _Rule("ExpiredToken", "", StaleAccess, "the token has run out"),
    _Rule("InvalidToken", "Bad token method", PermissionLost, "the app password may not read direct messages"),
    _Rule("InvalidToken", "Bad token scope", PermissionLost, "the app password may not do this"),
    _Rule("InvalidToken", "", DeadSession, "the token is not one of the server's"),
    _Rule(
        "AuthFactorTokenRequired",
        "",
        Reconnect,
        "a sign-in code is asked for: store an app password, not the main one",
    ),
    _Rule("AuthenticationRequired", "", Reconnect, "the handle or the app password is wrong"),
    _Rule("AuthMissing", "", Defect, "no token was sent"),
    _Rule("AccountTakedown", "", AccountBlocked, _ACCOUNT),
    _Rule("AccountDeactivated", "", AccountBlocked, _ACCOUNT),
    _Rule("AccountSuspended", "", AccountBlocked, _ACCOUNT),
    _Rule("RepoTakendown", "", AccountBlocked, _ACCOUNT),
    _Rule("RepoDeactivated", "", AccountBlocked, _ACCOUNT),
    _Rule("RepoSuspended", "", AccountBlocked, _ACCOUNT),
    _Rule("InvalidRequest", "Could not find user info for account", AccountBlocked, _ACCOUNT),
    _Rule("InvalidRequest", "Could not find repo", AccountBlocked, _ACCOUNT),
    _Rule("RecordNotFound", "", Gone, "it is gone"),
    _Rule("NotFound", "", Gone, "it is gone"),
    _Rule("InvalidConvo", "", Gone, "the conversation is gone"),
    _Rule("InvalidRequest", "Profile not found", Gone, "the profile is gone"),
    _Rule("HandleNotFound", "", Gone, "nobody has this handle"),
    _Rule("InvalidRequest", "Unable to resolve handle", Gone, "nobody has this handle"),
    _Rule("InvalidRequest", " record: ", Refused, "the record breaks a rule"),
    _Rule("BlobNotFound", "", Refused, "the attachment is not there"),
    _Rule("PayloadTooLarge", "", Refused, "it is too large"),
    _Rule("BlobTooLarge", "", Refused, "the attachment is too large"),
    _Rule("InvalidMimeType", "", Refused, "the attachment is of a kind that posts cannot show"),
    _Rule("InvalidSwap", "", Unconfirmed, "a record stands under this key already"),
    _Rule("ConvoLocked", "", Refused, "the conversation is locked"),
    _Rule("ReplyTargetNotFound", "", Refused, "what it answers is gone"),
    _Rule("MessagesDisabled", "", Refused, "the recipient takes no messages"),
    _Rule("BlockedActor", "", Refused, "the recipient has blocked the account"),
    _Rule("BlockedSubject", "", Refused, "the account has blocked the recipient"),
    _Rule("NotFollowedBySender", "", Refused, "the recipient takes messages only from accounts it follows"),
    _Rule("RecipientNotFound", "", Refused, "the recipient is gone"),
    _Rule("InternalServerError", "", ServerFailed, "the server failed"),
    _Rule("MethodNotImplemented", "", Defect, "the server does not offer this"),
)


def refusal(reply: HttpResponse, now: datetime) -> WatchdeskError:
    """Return the error for a response that is not a success.

    Its text quotes only the error's name from the body.
    """
    body = _object(reply)
    name = str(body.get("error", "")) if body is not None else ""
    heading = (
        f"Bluesky answered {reply.status} {name}"
        if re.fullmatch(r"\w{1,60}", name)
        else f"Bluesky answered {reply.status}"
    )
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(heading, until=limit_end(reply.headers, now))
    if body is None:
        return TryLater(f"{heading} without JSON")
    message = str(body.get("message", ""))
    for rule in _RULES:
        if rule.error == name and rule.says in message:
            return rule.kind(f"{heading}: {rule.meaning}")
    return TryLater(heading) if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR else Defect(heading)


def limit_end(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the limit ends, at most a day from now.

    The header `RateLimit-Reset` (Unix seconds) comes first, then `Retry-After` (seconds).
    """
    reset, wait = _seconds(headers.get("ratelimit-reset")), _seconds(headers.get("retry-after"))
    latest = now + LONGEST_LIMIT
    if reset is not None and reset >= now.timestamp():
        return latest if reset > latest.timestamp() else datetime.fromtimestamp(reset, UTC)
    return None if wait is None else min(latest, now + timedelta(seconds=min(wait, LONGEST_LIMIT.total_seconds())))


def _seconds(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,12}", text) else None


def _object(reply: HttpResponse) -> dict[str, Any] | None:
    try:
        body = reply.json()
    except TryLater:
        return None
    return body if isinstance(body, dict) else None
