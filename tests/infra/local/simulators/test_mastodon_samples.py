"""The simulated Mastodon answers with the keys, types, statuses and headers of a 4.6.4 server."""

from io import BytesIO

import pytest

from tests.infra.local.simulators.clients import Mastodon
from tests.infra.local.simulators.shapes import index, invented, missing, sample

INDEX = index("mastodon")
ERRORS = {row["name"]: row for row in sample("mastodon", "errors")}
AUTHORS_OWN = (
    r".*\.(fields|media_attachments|application|emojis|tags|card|roles|quote)\b.*",
    r".*\.account\.last_status_at$",
)
EXCERPT = (r"^\$\.(api_versions)\b.*",)


@pytest.fixture
def world(mastodon):
    network = mastodon.network
    ana, gaz = network.public("ana"), network.public("gaz@toot.example")
    mastodon.own = mastodon.call("POST", "/api/v1/statuses", json={"status": "The A38 is closed. #A38"}).json["id"]
    mastodon.mention = ana.mentions(
        "police", "lads on the roof, see https://maps.example/a/very/long/path?x=1 #mill"
    )
    mastodon.reply = gaz.replies(mastodon.own, "useless")
    mastodon.direct = ana.messages("police", "please keep this private")
    mastodon.answer = mastodon.call(
        "POST", "/api/v1/statuses", json={"status": "@gaz@toot.example No.", "in_reply_to_id": mastodon.reply}
    ).json
    gaz.likes(mastodon.own)
    gaz.follows("police")
    return mastodon


def edited(w):
    w.network.public("ana").edits(w.mention, "they have gone now")
    return w


def uploaded(w):
    data = {"file": (BytesIO(b"png"), "bike.png", "image/png"), "description": "A red bike"}
    return w.call("POST", "/api/v2/media", data=data)


def processed(w):
    upload = uploaded(w).json["id"]
    w.clock.passes(seconds=1)
    return w.get(f"/api/v1/media/{upload}")


def given_token(w):
    app = w.call("POST", "/api/v1/apps", json={"client_name": "Inbox"}).json
    grant = {"grant_type": "authorization_code", "code": w.account["authorization_code"]}
    return w.client.post(
        "/oauth/token", data={**grant, "client_id": app["client_id"], "client_secret": app["client_secret"]}
    )


def marked(w):
    w.call("POST", "/api/v1/markers", json={"notifications": {"last_read_id": "9001"}})
    return w.get("/api/v1/markers", {"timeline[]": "notifications"})


ANSWERS = {
    "notifications": lambda w: w.get("/api/v1/notifications", {"limit": 40, "include_filtered": "true"}),
    "notifications_min_id": lambda w: w.get(
        "/api/v1/notifications",
        {"min_id": "0", "limit": 2, "types[]": ["mention", "status", "quote"], "include_filtered": "true"},
    ),
    "notifications_empty": lambda w: w.get("/api/v1/notifications", {"min_id": "99999"}),
    "notifications_policy": lambda w: w.get("/api/v2/notifications/policy"),
    "notifications_requests": lambda w: w.get("/api/v1/notifications/requests"),
    "conversations": lambda w: w.get("/api/v1/conversations", {"limit": 40}),
    "conversation_read": lambda w: w.call(
        "POST", f"/api/v1/conversations/{w.get('/api/v1/conversations').json[0]['id']}/read"
    ),
    "status": lambda w: w.get(f"/api/v1/statuses/{w.answer['id']}"),
    "status_edited": lambda w: edited(w).get(f"/api/v1/statuses/{w.mention}"),
    "status_history": lambda w: edited(w).get(f"/api/v1/statuses/{w.mention}/history"),
    "status_context": lambda w: w.get(f"/api/v1/statuses/{w.reply}/context"),
    "status_deleted": lambda w: w.call("DELETE", f"/api/v1/statuses/{w.answer['id']}"),
    "media_202": uploaded,
    "media_200": processed,
    "search_accounts": lambda w: w.get("/api/v2/search", {"q": "wessexshire police", "type": "accounts"}),
    "markers": marked,
    "unread_count": lambda w: w.get("/api/v1/notifications/unread_count"),
    "dismiss": lambda w: w.call("POST", f"/api/v1/notifications/{w.ids()[0]}/dismiss"),
    "verify_credentials": lambda w: w.get("/api/v1/accounts/verify_credentials"),
    "token": given_token,
    "instance_v2_excerpt": lambda w: w.get("/api/v2/instance"),
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_answer_has_the_recorded_status_headers_and_shape(world, name):
    answer, recorded = ANSWERS[name](world), sample("mastodon", name)

    assert answer.status_code == INDEX[name]["status"]
    assert missing(recorded, answer.json, but=AUTHORS_OWN) == {}
    assert invented(recorded, answer.json, but=AUTHORS_OWN + EXCERPT) == set()
    expected = INDEX[name].get("response_headers", {})
    assert {header for header in expected if header not in answer.headers} == set()
    assert ("Link" in answer.headers) == ("Link" in expected) or name == "notifications_requests"


LONG = "x" * 501
REFUSED = {
    "token_invalid": lambda w: w.client.get("/api/v1/notifications", headers={"Authorization": "Bearer nonsense"}),
    "gone": lambda w: w.get("/api/v1/statuses/1"),
    "no_route": lambda w: w.get("/api/v1/nowhere"),
    "empty_text": lambda w: w.call("POST", "/api/v1/statuses", json={"status": "  "}),
    "too_long": lambda w: w.call("POST", "/api/v1/statuses", json={"status": LONG}),
    "media_not_ready": lambda w: w.call(
        "POST", "/api/v1/statuses", json={"status": "x", "media_ids": [uploaded(w).json["id"]]}
    ),
    "bad_file": lambda w: w.call("POST", "/api/v2/media", data={"file": (BytesIO(b"x"), "a.exe", "text/x-exe")}),
    "oauth_bad_client": lambda w: w.client.post("/oauth/token", data={"client_id": "nobody"}),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refusal_has_the_recorded_status_and_text(world, name):
    answer = REFUSED[name](world)

    assert (answer.status_code, answer.json) == (ERRORS[name]["http_status"], ERRORS[name]["body"])


STATES = {
    "token_revoked": lambda w: w.control("POST", "/accounts/police/tokens", json={"death": "revoked"}),
    "token_expired": lambda w: w.control("POST", "/accounts/police/tokens", json={"death": "expired"}),
    "suspended": lambda w: w.control("POST", "/accounts/police/standing", json={"standing": "takendown"}),
    "scope": lambda w: setattr(w.network.find_account("police"), "scopes", frozenset({"read:statuses"})),
    "rate_limit": lambda w: w.control("POST", "/limits", json={"limit": "requests", "remaining": 0}),
    "busy": lambda w: w.network.faults.add("outage"),
    "proxy_502_html": lambda w: w.network.faults.add("outage", status=502, body="html"),
}


@pytest.mark.parametrize("name", sorted(STATES))
def test_a_troubled_account_or_server_answers_as_recorded(world, name):
    STATES[name](world)

    answer, expected = world.get("/api/v1/notifications"), ERRORS[name]

    assert answer.status_code == expected["http_status"]
    assert answer.json == expected["body"] if "body" in expected else answer.text == expected["body_text"]


def test_the_older_route_for_files_answers_when_they_are_ready(mastodon):
    answer = mastodon.call("POST", "/api/v1/media", data={"file": (BytesIO(b"png"), "bike.png", "image/png")})

    assert (answer.status_code, bool(answer.json["url"])) == (200, True)


def test_errors_can_come_in_another_language(clock):
    answer = Mastodon(clock, language="ja").call("POST", "/api/v1/statuses", json={"status": ""})

    assert (answer.status_code, answer.json) == (422, ERRORS["localised"]["body"])


@pytest.mark.parametrize(
    "vector", sample(".", "mastodon_length_vectors")["vectors"], ids=lambda each: each["name"]
)
def test_a_length_is_counted_as_documented(mastodon, vector):
    body = {"status": vector["text"], "spoiler_text": vector["spoiler_text"]}

    answer = mastodon.call("POST", "/api/v1/statuses", json=body)

    assert (answer.status_code == 200) == vector["ok_at_500"]
