"""The tokens of the simulated Bluesky rotate and expire, and direct messages appear in the log."""

import base64
import json

import pytest

from infra.local.simulators.network import TokenInvalidation
from tests.infra.local.simulators.clients import CHAT

REFRESH = "com.atproto.server.refreshSession"


def test_a_refresh_token_yields_the_same_successor_for_two_hours_and_then_nothing(bluesky):
    first = bluesky.log_in().json["refreshJwt"]
    successor = bluesky.post(REFRESH, first).json["refreshJwt"]
    bluesky.clock.passes(minutes=119)
    again = bluesky.post(REFRESH, first).json["refreshJwt"]
    bluesky.clock.passes(minutes=1)
    late = bluesky.post(REFRESH, first)

    identities = {
        bluesky.network.sessions.refresh_claims(each, bluesky.clock())["jti"] for each in (successor, again)
    }
    assert len(identities) == 1
    assert (late.status_code, late.json["message"]) == (400, "Token has been revoked")
    assert bluesky.post(REFRESH, successor).status_code == 200


def test_an_access_token_says_for_two_hours_whose_it_is(bluesky):
    payload = bluesky.token().split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))

    assert claims["sub"] == bluesky.did
    assert claims["exp"] - claims["iat"] == 7200


@pytest.mark.parametrize(("minutes", "status"), [(119, 200), (120, 400)])
def test_an_access_token_lives_for_two_hours(bluesky, minutes, status):
    token = bluesky.token()
    bluesky.clock.passes(minutes=minutes)

    assert bluesky.get("com.atproto.server.getSession", token).status_code == status


def test_the_life_of_access_tokens_can_be_set(bluesky):
    bluesky.network.sessions.access_life /= 120
    token = bluesky.token()
    bluesky.clock.passes(minutes=1)

    assert bluesky.get("com.atproto.server.getSession", token).json["error"] == "ExpiredToken"


@pytest.mark.parametrize(
    ("death", "text"), [("expired", "Token has expired"), ("revoked", "Token has been revoked")]
)
def test_killed_tokens_stay_dead_and_a_new_login_works(bluesky, death, text):
    session = bluesky.log_in().json
    bluesky.control("POST", "/accounts/selby.test/tokens", json={"death": death})

    refused = bluesky.get("com.atproto.server.getSession", session["accessJwt"])
    assert (refused.status_code, refused.json) == (400, {"error": "ExpiredToken", "message": text})
    assert bluesky.post(REFRESH, session["refreshJwt"]).json["message"] == text
    assert bluesky.get("com.atproto.server.getSession", bluesky.token()).status_code == 200
    assert TokenInvalidation(death)


def test_the_thirty_first_login_in_five_minutes_is_refused_with_the_time_to_wait(bluesky):
    answers = [bluesky.log_in() for _ in range(31)]

    assert {answer.status_code for answer in answers[:30]} == {200}
    last = answers[30]
    assert (last.status_code, last.json["error"]) == (429, "RateLimitExceeded")
    assert last.headers["Retry-After"] == "300"
    assert (last.headers["RateLimit-Limit"], last.headers["RateLimit-Remaining"]) == ("30", "0")
    bluesky.clock.passes(minutes=5)
    assert bluesky.log_in().status_code == 200


def test_writes_cost_points_and_end_with_the_hour(bluesky):
    token = bluesky.token()
    bluesky.record(token, {"text": "x", "createdAt": "2026-11-20T19:30:00Z"})
    bluesky.control("POST", "/limits", json={"limit": "writes", "remaining": 2})

    refused = bluesky.record(token, {"text": "x", "createdAt": "2026-11-20T19:30:00Z"})

    assert refused.status_code == 429
    assert refused.headers["RateLimit-Policy"] == "5000;w=3600"


def convos(bluesky, token, name="listConvos", **query):
    return bluesky.get(f"chat.bsky.convo.{name}", token, query, headers=CHAT).json


def test_a_first_message_is_a_request_until_it_is_answered(bluesky):
    token = bluesky.token()
    bluesky.network.public("ana").messages("selby.test", "psst")
    [request] = convos(bluesky, token, "listConvoRequests")["requests"]
    before = convos(bluesky, token, "getUnreadCounts")

    body = {"convoId": request["id"], "message": {"text": "Thank you"}}
    bluesky.post("chat.bsky.convo.sendMessage", token, json=body, headers=CHAT)

    assert (request["status"], request["unreadCount"]) == ("request", 1)
    assert before == {"unreadAcceptedConvos": 0, "unreadRequestConvos": 1}
    assert convos(bluesky, token, status="request")["convos"] == []
    [accepted] = convos(bluesky, token, status="accepted")["convos"]
    assert accepted["lastMessage"]["sender"]["did"] == bluesky.did


def test_the_log_without_a_cursor_begins_now_and_with_one_tells_everything_since(bluesky):
    token = bluesky.token()
    ana = bluesky.network.public("ana")
    ana.messages("selby.test", "before")
    start = convos(bluesky, token, "getLog")
    ana.deletes(ana.messages("selby.test", "after"))

    log = convos(bluesky, token, "getLog", cursor=start["cursor"])

    assert start["logs"] == []
    kinds = [entry["$type"].rpartition("#")[2] for entry in log["logs"]]
    assert kinds == ["logCreateMessage", "logDeleteMessage"]
    assert convos(bluesky, token, "getLog", cursor=log["cursor"])["logs"] == []


def test_messages_come_newest_first_in_pages_that_end_empty(bluesky):
    token = bluesky.token()
    for number in range(5):
        bluesky.network.public("ana").messages("selby.test", f"number {number}")
    convo = convos(bluesky, token)["convos"][0]["id"]
    first = convos(bluesky, token, "getMessages", convoId=convo, limit=3)
    second = convos(bluesky, token, "getMessages", convoId=convo, limit=3, cursor=first["cursor"])
    third = convos(bluesky, token, "getMessages", convoId=convo, limit=3, cursor=second["cursor"])

    assert [message["text"] for message in first["messages"] + second["messages"]] == [
        f"number {number}" for number in (4, 3, 2, 1, 0)
    ]
    assert third["messages"] == []
    assert "cursor" not in third


def test_a_message_of_a_thousand_and_one_graphemes_is_refused(bluesky):
    token = bluesky.token()
    bluesky.network.public("ana").messages("selby.test", "psst")
    convo = convos(bluesky, token)["convos"][0]["id"]
    body = {"convoId": convo, "message": {"text": "x" * 1_001}}

    refused = bluesky.post("chat.bsky.convo.sendMessage", token, json=body, headers=CHAT)

    assert (refused.status_code, refused.json["error"]) == (400, "InvalidRequest")
