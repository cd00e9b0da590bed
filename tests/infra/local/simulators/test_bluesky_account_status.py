"""Inactive accounts and direct messages on the simulated Bluesky behave as recorded or specified."""

import json

import pytest

from infra.local.simulators.network import AccountStatus
from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import CHAT, START
from tests.infra.local.simulators.shapes import index, masked, missing, sample

REAL = "bluesky-real"
INDEX = index(REAL)
POST = {"$type": "app.bsky.feed.post", "text": "x", "createdAt": timestamp_text(START)}
LEXICON_ONLY = (
    r".*\.(avatar|verification|chat|muted\w+|description|indexedAt|followedBy|associated\.chat)\b.*",
    r"^\$\.cursor$",
)


@pytest.fixture
def world(bluesky_world):
    return bluesky_world


def listing(w):
    return w.get("app.bsky.notification.listNotifications", w.access)


STANDINGS = {"takendown": AccountStatus.TAKENDOWN, "deactivated": AccountStatus.DEACTIVATED}
OF_STANDING = {
    "createSession": lambda w: w.log_in(),
    "refreshSession": lambda w: w.post("com.atproto.server.refreshSession", w.session["refreshJwt"]),
    "own_getSession": lambda w: w.get("com.atproto.server.getSession", w.access),
    "own_listNotifications": listing,
    "own_createRecord": lambda w: w.record(w.access, POST),
    "getProfile": lambda w: w.get("app.bsky.actor.getProfile", query={"actor": w.did}),
    "getProfile_by_handle": lambda w: w.get("app.bsky.actor.getProfile", query={"actor": "selby.test"}),
    "getAuthorFeed": lambda w: w.get("app.bsky.feed.getAuthorFeed", query={"actor": w.did}),
    "getPostThread": lambda w: w.get("app.bsky.feed.getPostThread", query={"uri": w.own}),
    "getPosts": lambda w: w.get("app.bsky.feed.getPosts", query={"uris": [w.own]}),
    "getRecord": lambda w: w.get(
        "com.atproto.repo.getRecord",
        query={"repo": w.did, "collection": "app.bsky.feed.post", "rkey": w.own.rpartition("/")[2]},
    ),
}


@pytest.mark.parametrize("standing", sorted(STANDINGS))
@pytest.mark.parametrize("name", sorted(OF_STANDING))
def test_an_account_that_is_not_active_is_answered_as_recorded(world, standing, name):
    world.network.set_status("selby.test", STANDINGS[standing])

    answer, recorded = OF_STANDING[name](world), sample(REAL, f"{standing}_{name}")

    assert answer.status_code == INDEX[f"{standing}_{name}"]["status"]
    if "error" in recorded:
        assert masked(json.dumps(answer.json)) == masked(json.dumps(recorded))
    else:
        assert answer.json.keys() - {"emailAuthFactor"} == recorded.keys()
        assert answer.json.get("status") == recorded.get("status")
        assert answer.json.get("notifications", []) == recorded.get("notifications", [])


CHAT_ANSWERS = {
    "listConvos": lambda w: w.get("chat.bsky.convo.listConvos", w.access, headers=CHAT),
    "getConvo": lambda w: w.get("chat.bsky.convo.getConvo", w.access, {"convoId": w.convo}, headers=CHAT),
    "getMessages": lambda w: w.get("chat.bsky.convo.getMessages", w.access, {"convoId": w.convo}, headers=CHAT),
    "getLog": lambda w: w.get("chat.bsky.convo.getLog", w.access, {"cursor": "2" * 13}, headers=CHAT),
    "getLog_first_call": lambda w: w.get("chat.bsky.convo.getLog", w.access, headers=CHAT),
    "getUnreadCounts": lambda w: w.get("chat.bsky.convo.getUnreadCounts", w.access, headers=CHAT),
    "acceptConvo": lambda w: w.post(
        "chat.bsky.convo.acceptConvo", w.access, json={"convoId": w.convo}, headers=CHAT
    ),
    "sendMessage": lambda w: w.post(
        "chat.bsky.convo.sendMessage",
        w.access,
        json={
            "convoId": w.convo,
            "message": {"$type": "chat.bsky.convo.defs#messageInput", "text": "Thank you. - CK"},
        },
        headers=CHAT,
    ),
    "updateRead": lambda w: w.post(
        "chat.bsky.convo.updateRead", w.access, json={"convoId": w.convo}, headers=CHAT
    ),
}


@pytest.mark.parametrize("name", sorted(CHAT_ANSWERS))
def test_direct_messages_have_the_shape_of_the_lexicon(world, name):
    ana = world.network.public("ana")
    ana.deletes(ana.messages("selby.test", "a slip"))
    ana.messages("selby.test", "someone is trying car doors")
    world.convo = world.network.chat.of(world.did)[0].id

    answer = CHAT_ANSWERS[name](world)

    assert answer.status_code == 200
    assert answer.json.get("$type") == sample("bluesky", name).get("$type")
    assert missing(sample("bluesky", name), answer.json, but=LEXICON_ONLY) == {}
