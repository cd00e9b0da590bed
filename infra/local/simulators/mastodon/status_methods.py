"""The methods to publish, read, edit and delete statuses, and to read their threads."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.graphemes import grapheme_count
from infra.local.simulators.mastodon import effects
from infra.local.simulators.mastodon.caller import Caller, Method
from infra.local.simulators.mastodon.error_responses import error_response, invalid, not_found
from infra.local.simulators.mastodon.model import Draft, Status
from infra.local.simulators.network import AccountStatus

URL_COUNTS = "x" * 23
URL = re.compile(r"https?://\S+")
REMOTE_MENTION = re.compile(r"(?<![\w/])(@\w+)@[\w.-]+\w")
KEY_LIFE = timedelta(hours=1)
STILL_PROCESSING = "Cannot attach files that have not finished processing. Try again in a moment!"
VISIBILITIES = frozenset({"public", "unlisted", "private", "direct"})


def publish(caller: Caller) -> ApiResponse:
    """Publish a status. On most servers a repeated Idempotency-Key returns the first status for an hour."""
    key = (caller.me.id, caller.call.request.headers.get("Idempotency-Key", ""))
    first, at = caller.network.published_under.get(key, ("", caller.call.now))
    known = caller.network.find(first)
    if known is not None and caller.call.now - at < KEY_LIFE:
        return ApiResponse(caller.show.status(known))
    status = caller.network.publish(caller.me, _draft(caller))
    if key[1] and caller.network.flavour.idempotent:
        caller.network.published_under[key] = status.id, caller.call.now
    return ApiResponse(caller.show.status(status))


def _draft(caller: Caller) -> Draft:
    sent = caller.sent
    if sent.get("scheduled_at"):
        raise invalid("Scheduled at is not simulated")
    parent, quote = sent.get("in_reply_to_id"), sent.get("quoted_status_id")
    for named in (parent, quote):
        if named and _if_visible(caller, caller.network.find(str(named))) is None:
            raise error_response(
                HTTPStatus.NOT_FOUND, "The post you are trying to reply to does not appear to exist."
            )
    visibility = sent.get("visibility") or "public"
    if visibility not in VISIBILITIES:
        raise invalid("Visibility is not included in the list")
    return Draft(
        text=_checked_text(caller, sent),
        visibility=visibility,
        spoiler=sent.get("spoiler_text") or "",
        language=sent.get("language") or "en",
        reply_to=str(parent) if parent else None,
        quote=str(quote) if quote else None,
        media=_attached(caller, sent),
        application="Watchdesk",
    )


def _checked_text(caller: Caller, sent: JsonObject) -> str:
    text, spoiler = str(sent.get("status") or ""), str(sent.get("spoiler_text") or "")
    if not text.strip() and not sent.get("media_ids"):
        raise invalid("Text can't be blank")
    most = caller.network.flavour.max_characters
    if counted_length(spoiler + text) > most:
        raise invalid(f"Text character limit of {most} exceeded")
    return text


def counted_length(text: str) -> int:
    """Return the length as Mastodon counts it: 23 for a link, and only the name of a remote mention."""
    return grapheme_count(REMOTE_MENTION.sub(r"\1", URL.sub(URL_COUNTS, text)))


def _attached(caller: Caller, sent: JsonObject) -> tuple[str, ...]:
    media = tuple(str(each) for each in sent.get("media_ids") or ())
    for each in media:
        upload = caller.network.uploads.get(each)
        if upload is None or upload.ready_at > caller.call.now:
            raise error_response(HTTPStatus.UNPROCESSABLE_ENTITY, STILL_PROCESSING)
    return media


def _if_visible(caller: Caller, status: Status | None) -> Status | None:
    """Return the status if the caller may see it, else None."""
    if status is None or status.account.account_status is not AccountStatus.ACTIVE:
        return None
    party = {status.account.id, *(account.id for account in status.mentions)}
    open_to_all = status.visibility in {"public", "unlisted"}
    return status if open_to_all or (caller.account and caller.account.id in party) else None


def _named(caller: Caller) -> Status:
    status = _if_visible(caller, caller.network.find(caller.call.arguments["id"]))
    if status is None:
        raise not_found()
    return status


def _own_status(caller: Caller) -> Status:
    status = _named(caller)
    if status.account is not caller.me:
        raise not_found()
    return status


def get_status(caller: Caller) -> ApiResponse:
    return ApiResponse(caller.show.status(_named(caller)))


def edit(caller: Caller) -> ApiResponse:
    status, sent = _own_status(caller), caller.sent
    effects.apply_edit(caller.network, status, _checked_text(caller, sent), sent.get("spoiler_text") or "")
    return ApiResponse(caller.show.status(status))


def delete(caller: Caller) -> ApiResponse:
    """Delete a status. The response contains the plain text, so that an app can offer to write it again."""
    status = _own_status(caller)
    entity = caller.show.status(status) | {"text": status.text}
    effects.apply_deletion(caller.network, status)
    return ApiResponse(entity)


def context(caller: Caller) -> ApiResponse:
    status = _named(caller)
    above: list[Status] = []
    parent = _if_visible(caller, caller.network.find(status.reply_to))
    while parent is not None:
        above.append(parent)
        parent = _if_visible(caller, caller.network.find(parent.reply_to))
    show = caller.show.status
    ancestors = [show(each) for each in reversed(above)]
    return ApiResponse({"ancestors": ancestors, "descendants": [show(each) for each in _below(caller, status)]})


def _below(caller: Caller, status: Status) -> Iterator[Status]:
    for reply in caller.network.replies.get(status.id, []):
        seen = _if_visible(caller, caller.network.find(reply))
        if seen is not None:
            yield seen
            yield from _below(caller, seen)


def history(caller: Caller) -> ApiResponse:
    return ApiResponse(caller.show.editions(_named(caller)))


METHODS = {
    ("POST", "/api/v1/statuses"): Method(publish, "write:statuses", "posts"),
    ("GET", "/api/v1/statuses/:id"): Method(get_status),
    ("PUT", "/api/v1/statuses/:id"): Method(edit, "write:statuses"),
    ("DELETE", "/api/v1/statuses/:id"): Method(delete, "write:statuses", "deletes"),
    ("GET", "/api/v1/statuses/:id/context"): Method(context),
    ("GET", "/api/v1/statuses/:id/history"): Method(history),
}
