"""The methods chat.bsky.convo.* for direct messages.

No open-source server has them, so the shapes are those of the lexicon.
"""

from collections.abc import Callable
from http import HTTPStatus

from infra.local.simulators.bluesky.caller import Caller, CallerRequirement, Method
from infra.local.simulators.bluesky.chat import BEGINNING
from infra.local.simulators.bluesky.chat_views import convo_view, log_view, member_view, message_view
from infra.local.simulators.bluesky.error_responses import error_response, inactive_account, invalid
from infra.local.simulators.bluesky.model import Convo
from infra.local.simulators.bluesky.parameters import body, limit, required_parameter
from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.graphemes import grapheme_count

MAX_GRAPHEMES = 1_000
MAX_BYTES = 10_000
LOG_PAGE = 100


def _convo(caller: Caller, convo_id: str) -> Convo:
    convo = caller.network.chat.convos.get(convo_id)
    if convo is None or caller.me.did not in convo.members:
        raise error_response(HTTPStatus.BAD_REQUEST, "InvalidConvo", "Conversation not found")
    return convo


def _page_of_convos(caller: Caller, wanted: Callable[[Convo], bool]) -> tuple[list[Convo], str | None]:
    """Return a page of the caller's conversations, and the cursor of the next page.

    A conversation without messages is shown only to the member who began it.
    """
    now, before = caller.call.now, caller.call.query.get("cursor")
    if not caller.me.active:
        return [], None
    mine = [
        convo
        for convo in caller.network.chat.of(caller.me.did)
        if wanted(convo) and (convo.shown(now) or convo.members[0] == caller.me.did)
    ]
    page = [convo for convo in mine if before is None or convo.rev < before][: limit(caller.call)]
    return page, page[-1].rev if len(page) == limit(caller.call) else None


def list_convos(caller: Caller) -> ApiResponse:
    query, me, now = caller.call.query, caller.me.did, caller.call.now

    def wanted(convo: Convo) -> bool:
        status = "accepted" if me in convo.accepted else "request"
        unread = query.get("readState") != "unread" or bool(convo.unread(me, now))
        return unread and query.get("status") in {None, status}

    page, cursor = _page_of_convos(caller, wanted)
    shown: JsonObject = {"convos": [convo_view(caller, convo) for convo in page]}
    return ApiResponse(shown | ({"cursor": cursor} if cursor else {}))


def list_convo_requests(caller: Caller) -> ApiResponse:
    page, cursor = _page_of_convos(caller, lambda convo: caller.me.did not in convo.accepted)
    kind = {"$type": "chat.bsky.convo.defs#convoView"}
    shown: JsonObject = {"requests": [kind | convo_view(caller, convo) for convo in page]}
    return ApiResponse(shown | ({"cursor": cursor} if cursor else {}))


def get_convo(caller: Caller) -> ApiResponse:
    return ApiResponse({"convo": convo_view(caller, _convo(caller, required_parameter(caller.call, "convoId")))})


def get_convo_for_members(caller: Caller) -> ApiResponse:
    """Return the conversation of these members, and begin it if there is none."""
    others = [did for did in caller.call.all_values("members") if did != caller.me.did]
    if len(others) != 1 or others[0] not in caller.network.actors:
        raise error_response(HTTPStatus.BAD_REQUEST, "RecipientNotFound", "Recipient not found")
    convo = caller.network.chat.convo_between(caller.me.did, others[0], caller.network.clock.tick())
    return ApiResponse({"convo": convo_view(caller, convo)})


def get_messages(caller: Caller) -> ApiResponse:
    """Return a page of the messages, newest first."""
    convo, before = _convo(caller, required_parameter(caller.call, "convoId")), caller.call.query.get("cursor")
    shown = sorted(convo.shown(caller.call.now), key=lambda message: message.id, reverse=True)
    page = [message for message in shown if before is None or message.id < before][: limit(caller.call)]
    answer: JsonObject = {
        "messages": [message_view(message) for message in page],
        "relatedProfiles": [member_view(caller, did) for did in sorted({message.sender for message in page})],
    }
    return ApiResponse(answer | ({"cursor": page[-1].id} if page else {}))


def get_log(caller: Caller) -> ApiResponse:
    """Return the log after the cursor, oldest first. Without a cursor, return only the current cursor."""
    after = caller.call.query.get("cursor")
    entries = caller.network.chat.logs[caller.me.did] if caller.me.active else []
    shown = [entry for entry in entries if entry.visible_at <= caller.call.now]
    newest = max((entry.rev for entry in shown), default=BEGINNING)
    if after is None:
        return ApiResponse({"logs": [], "cursor": newest})
    page = sorted((e for e in shown if e.rev > after), key=lambda entry: entry.rev)[:LOG_PAGE]
    return ApiResponse({"logs": [log_view(entry) for entry in page], "cursor": page[-1].rev if page else after})


def accept_convo(caller: Caller) -> ApiResponse:
    convo = _convo(caller, str(body(caller.call, "convoId")["convoId"]))
    rev = caller.network.chat.accept(convo, caller.me.did, caller.network.clock.tick())
    return ApiResponse({"rev": rev} if rev else {})


def send_message(caller: Caller) -> ApiResponse:
    sent = body(caller.call, "convoId", "message")
    convo, message = _convo(caller, str(sent["convoId"])), sent["message"]
    text, network = str(message.get("text", "")), caller.network
    if grapheme_count(text) > MAX_GRAPHEMES or len(text.encode()) > MAX_BYTES:
        size = f"grapheme too big (maximum {MAX_GRAPHEMES}, got {grapheme_count(text)})"
        raise invalid(f"Invalid {caller.call.route} input: {size} at $.message.text")
    if not caller.me.active:
        raise inactive_account(caller.me.account_status)
    if not network.actors[convo.other(caller.me.did)].active:
        raise error_response(HTTPStatus.BAD_REQUEST, "RecipientNotFound", "Recipient not found")
    kept = {name: message[name] for name in ("text", "facets") if name in message}
    made = network.chat.send(convo, caller.me.did, kept, network.clock.tick(), network.visible_at())
    return ApiResponse(message_view(made))


def update_read(caller: Caller) -> ApiResponse:
    sent = body(caller.call, "convoId")
    convo = _convo(caller, str(sent["convoId"]))
    shown = convo.shown(caller.call.now)
    named = [message for message in shown if message.id == sent.get("messageId", message.id)]
    if named:
        caller.network.chat.read(convo, caller.me.did, named[-1], caller.network.clock.tick())
    return ApiResponse({"convo": convo_view(caller, convo)})


def get_unread_counts(caller: Caller) -> ApiResponse:
    me, now = caller.me.did, caller.call.now
    unread = [convo for convo in caller.network.chat.of(me) if convo.unread(me, now)]
    accepted = sum(me in convo.accepted for convo in unread)
    return ApiResponse({"unreadAcceptedConvos": accepted, "unreadRequestConvos": len(unread) - accepted})


METHODS = {
    "chat.bsky.convo.listConvos": Method("GET", CallerRequirement.CHAT, list_convos),
    "chat.bsky.convo.listConvoRequests": Method("GET", CallerRequirement.CHAT, list_convo_requests),
    "chat.bsky.convo.getConvo": Method("GET", CallerRequirement.CHAT, get_convo),
    "chat.bsky.convo.getConvoForMembers": Method("GET", CallerRequirement.CHAT, get_convo_for_members),
    "chat.bsky.convo.getMessages": Method("GET", CallerRequirement.CHAT, get_messages),
    "chat.bsky.convo.getLog": Method("GET", CallerRequirement.CHAT, get_log),
    "chat.bsky.convo.acceptConvo": Method("POST", CallerRequirement.CHAT, accept_convo),
    "chat.bsky.convo.sendMessage": Method("POST", CallerRequirement.CHAT, send_message),
    "chat.bsky.convo.updateRead": Method("POST", CallerRequirement.CHAT, update_read),
    "chat.bsky.convo.getUnreadCounts": Method("GET", CallerRequirement.CHAT, get_unread_counts),
}
