"""Error responses as errors of ours, judged by their status and by the call.

Their words are never read: they are in the language of the account (a recorded 422 is in Japanese).
"""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from watchdesk.core.errors import (
    Defect,
    Gone,
    NeedsAPerson,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    Unconfirmed,
    WatchdeskError,
)
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.mastodon.rate_limit import reset_at


class Forbidden(NeedsAPerson):
    """A 403. Only another call can tell whether the account or the permission is the cause (client.py)."""


class NoSuchPage(TryLater):
    """A 404 or 410 with a page for people: a proxy is at fault, or the server lacks it (so Takahe)."""


_MEANING: Mapping[int, tuple[type[WatchdeskError], str]] = {
    HTTPStatus.UNAUTHORIZED: (Reconnect, "the access token is refused: say watchdesk secret put"),
    HTTPStatus.FORBIDDEN: (Forbidden, "this is not allowed"),
    HTTPStatus.NOT_FOUND: (Gone, "it is gone, or hidden from us"),
    HTTPStatus.GONE: (Gone, "it is gone"),
    HTTPStatus.UNPROCESSABLE_ENTITY: (Refused, "the request breaks a rule of the server"),
    HTTPStatus.REQUEST_TIMEOUT: (TryLater, "the server waited too long"),
}

_IN_DOUBT = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT)
"""Statuses after which the same request may have been carried out: late, or by a request beside it."""


def refusal(call: str, reply: HttpResponse, now: datetime) -> WatchdeskError:
    """Return the error for a response that is not ok.

    Its text names the call and the status, and nothing of the body.
    """
    heading = f"{call} answered {reply.status}"
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(heading, until=reset_at(reply.headers, now))
    if not HTTPStatus.BAD_REQUEST <= reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return TryLater(heading)
    if not _is_json(reply):
        is_missing = reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        kind = NoSuchPage if is_missing else TryLater
        return kind(f"{heading} without JSON: a proxy or a maintenance page")
    remedy, meaning = _MEANING.get(reply.status, (Defect, "which nothing foresaw"))
    return remedy(f"{heading}: {meaning}")


def refused_write(call: str, reply: HttpResponse, now: datetime) -> WatchdeskError:
    """Return the error for a call that changes something: it may have taken effect although the server failed.

    A status that the table does not know means that the request must be changed: GoToSocial answers 400 to too
    long a text.
    """
    if reply.status in _IN_DOUBT or not HTTPStatus.BAD_REQUEST <= reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unconfirmed(f"{call} answered {reply.status}")
    if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Refused(f"{call} answered {reply.status}: it must be smaller")
    error = refusal(call, reply, now)
    return Refused(f"{call} answered {reply.status}: it must be changed") if isinstance(error, Defect) else error


def _is_json(reply: HttpResponse) -> bool:
    try:
        reply.json()
    except TryLater:
        return False
    return True
