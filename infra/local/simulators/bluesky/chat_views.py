"""The views of conversations, messages and log entries that the chat service returns."""

from infra.local.simulators.bluesky.caller import Caller
from infra.local.simulators.bluesky.model import ChatMessage, Convo, LogEntry
from infra.local.simulators.bluesky.views import AppViews
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.timestamps import timestamp_text

DEFS = "chat.bsky.convo.defs"


def member_view(caller: Caller, did: str) -> JsonObject:
    return AppViews(caller.network, caller.me).actor(caller.network.actors[did]) | {"chatDisabled": False}


def message_view(message: ChatMessage) -> JsonObject:
    """Return the view of a message. A deleted message keeps its place but has no text."""
    view = {
        "id": message.id,
        "rev": message.rev,
        "sender": {"did": message.sender},
        "sentAt": timestamp_text(message.sent_at),
    }
    if message.deleted:
        return {"$type": f"{DEFS}#deletedMessageView", **view}
    return {**message.body, "$type": f"{DEFS}#messageView", **view, "reactions": []}


def convo_view(caller: Caller, convo: Convo) -> JsonObject:
    now, me = caller.call.now, caller.me.did
    shown = convo.shown(now)
    view: JsonObject = {
        "id": convo.id,
        "rev": convo.rev,
        "members": [member_view(caller, did) for did in (me, convo.other(me))],
        "muted": False,
        "status": "accepted" if me in convo.accepted else "request",
        "unreadCount": len(convo.unread(me, now)),
        "kind": {"$type": f"{DEFS}#directConvo"},
    }
    return view | ({"lastMessage": message_view(shown[-1])} if shown else {})


def log_view(entry: LogEntry) -> JsonObject:
    view: JsonObject = {"$type": f"{DEFS}#{entry.kind}", "rev": entry.rev, "convoId": entry.convo}
    return view if entry.message is None else view | {"message": message_view(entry.message)}
