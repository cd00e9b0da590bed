"""The simulated Bluesky answers as the reference servers were recorded to answer."""

import json

import pytest

from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import START
from tests.infra.local.simulators.shapes import index, invented, masked, missing, sample

REAL = "bluesky-real"
INDEX = index(REAL)
POST = {"$type": "app.bsky.feed.post", "text": "x", "createdAt": timestamp_text(START)}
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
RKEY = "3mb4b3ric5kcu"
# Ours are dressed as in production; the recorded accounts were bare.
DRESSED = (r".*\.(displayName|createdAt|description|indexedAt)$", r"^\$\.(emailAuthFactor)$", r".*\.embed(\..*)?$")


def image(size=7858, link=None, **more):
    blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/png", "size": size}
    return {"image": blob, **more}


def pictured(*images):
    return {**POST, "embed": {"$type": "app.bsky.embed.images", "images": list(images)}}


@pytest.fixture
def world(bluesky_world):
    return bluesky_world


def tampered(token):
    return token[:-6] + ("AAAAAA" if token[-6:] != "AAAAAA" else "BBBBBB")


def logged_in(w, **body):
    return w.post("com.atproto.server.createSession", json={"identifier": "selby.test", **body})


def listing(w, token="", **query):
    return w.get("app.bsky.notification.listNotifications", token or w.access, query)


def expired(w, token):
    w.clock.passes(days=91)
    return token


ANSWERS = {
    "auth_createSession_ok": lambda w: w.log_in(),
    "auth_createSession_by_email": lambda w: logged_in(
        w, identifier="selby@simulated.example", password=w.account["password"]
    ),
    "auth_createSession_wrong_password": lambda w: logged_in(w, password="nope"),
    "auth_createSession_unknown_handle": lambda w: logged_in(w, identifier="nobody.test", password="nope"),
    "auth_createSession_missing_field": logged_in,
    "auth_getSession_ok": lambda w: w.get("com.atproto.server.getSession", w.access),
    "auth_refreshSession_ok": lambda w: w.post("com.atproto.server.refreshSession", w.session["refreshJwt"]),
    "auth_refresh_with_access_token": lambda w: w.post("com.atproto.server.refreshSession", w.access),
    "auth_list_with_refresh_token": lambda w: listing(w, w.session["refreshJwt"]),
    "auth_expired_access_token": lambda w: listing(w, expired(w, w.access)),
    "auth_expired_access_token_createRecord": lambda w: w.record(expired(w, w.access), POST),
    "auth_expired_refresh_token": lambda w: w.post(
        "com.atproto.server.refreshSession", expired(w, w.session["refreshJwt"])
    ),
    "auth_garbage_token": lambda w: listing(w, "garbage"),
    "auth_bad_signature": lambda w: listing(w, tampered(w.access)),
    "auth_missing": lambda w: w.get("app.bsky.notification.listNotifications"),
    "auth_deleteSession": lambda w: w.post("com.atproto.server.deleteSession", w.session["refreshJwt"]),
    "apppw_chat_unprivileged": lambda w: w.get(
        "chat.bsky.convo.listConvos",
        w.log_in(w.account["app_password_without_messages"]).json["accessJwt"],
    ),
    "apppw_chat_privileged": lambda w: w.get("chat.bsky.convo.listConvos", w.access),
    "proxy_header_malformed": lambda w: w.get(
        "app.bsky.notification.getUnreadCount", w.access, headers={"atproto-proxy": "nonsense"}
    ),
    "proxy_header_appview": lambda w: w.get(
        "app.bsky.notification.getUnreadCount",
        w.access,
        headers={"atproto-proxy": "did:web:api.bsky.app#bsky_appview"},
    ),
    "notif_list_page1": lambda w: listing(w, limit=5),
    "notif_list_page2": lambda w: listing(w, limit=5, cursor=listing(w, limit=5).json["cursor"]),
    "notif_list_last_page": lambda w: listing(w, cursor="2000-01-01T00:00:00.000Z"),
    "notif_reasons_filter": lambda w: listing(w, limit=5, reasons=["mention", "quote"]),
    "notif_limit_101": lambda w: listing(w, limit=101),
    "notif_bad_cursor": lambda w: listing(w, cursor="garbage"),
    "notif_seenAt_param": lambda w: listing(w, seenAt=timestamp_text(START)),
    "notif_unread_before": lambda w: w.get("app.bsky.notification.getUnreadCount", w.access),
    "notif_updateSeen_mid": lambda w: w.post(
        "app.bsky.notification.updateSeen", w.access, json={"seenAt": timestamp_text(START)}
    ),
    "notif_updateSeen_bad_date": lambda w: w.post(
        "app.bsky.notification.updateSeen", w.access, json={"seenAt": "yesterday"}
    ),
    "feed_getPosts_ok": lambda w: w.get("app.bsky.feed.getPosts", w.access, {"uris": w.mentions}),
    "feed_getPosts_some_missing": lambda w: w.get(
        "app.bsky.feed.getPosts", w.access, {"uris": [w.mentions[0], w.own + "x"]}
    ),
    "feed_getPosts_26": lambda w: w.get("app.bsky.feed.getPosts", w.access, {"uris": [w.own] * 26}),
    "feed_getPostThread_ok": lambda w: w.get("app.bsky.feed.getPostThread", w.access, {"uri": w.own}),
    "feed_getPostThread_bad_uri": lambda w: w.get(
        "app.bsky.feed.getPostThread", w.access, {"uri": "https://bsky.app/x"}
    ),
    "feed_getPostThread_notfound": lambda w: w.get("app.bsky.feed.getPostThread", w.access, {"uri": w.own + "x"}),
    "feed_getAuthorFeed_page1": lambda w: w.get(
        "app.bsky.feed.getAuthorFeed", w.access, {"actor": w.did, "limit": 1}
    ),
    "feed_getAuthorFeed_unknown": lambda w: w.get(
        "app.bsky.feed.getAuthorFeed", w.access, {"actor": "nobody.test"}
    ),
    "actor_getProfile_unknown": lambda w: w.get("app.bsky.actor.getProfile", w.access, {"actor": "nobody.test"}),
    "actor_getProfiles": lambda w: w.get(
        "app.bsky.actor.getProfiles", w.access, {"actors": ["selby.test", "nobody.test"]}
    ),
    "actor_searchActors_lookalike": lambda w: w.get("app.bsky.actor.searchActors", w.access, {"q": "selby"}),
    "identity_resolveHandle_ok": lambda w: w.get(
        "com.atproto.identity.resolveHandle", query={"handle": "ana.test"}
    ),
    "identity_resolveHandle_unknown": lambda w: w.get(
        "com.atproto.identity.resolveHandle", query={"handle": "nobody.test"}
    ),
    "repo_createRecord_reply": lambda w: w.record(w.access, POST),
    "repo_createRecord_client_rkey": lambda w: w.record(w.access, POST, rkey=RKEY),
    "repo_createRecord_client_rkey_again": lambda w: (
        w.record(w.access, POST, rkey=RKEY) and w.record(w.access, POST, rkey=RKEY)
    ),
    "repo_createRecord_bad_rkey": lambda w: w.record(w.access, POST, rkey="not-a-tid"),
    "repo_createRecord_foreign_repo": lambda w: w.record(w.access, POST, repo="did:plc:someoneelse"),
    "repo_createRecord_type_mismatch": lambda w: w.record(w.access, {**POST, "$type": "app.bsky.feed.like"}),
    "repo_createRecord_301_graphemes": lambda w: w.record(w.access, {**POST, "text": "x" * 301}),
    "repo_createRecord_120_family_emoji": lambda w: w.record(w.access, {**POST, "text": FAMILY * 120}),
    "repo_createRecord_121_family_emoji": lambda w: w.record(w.access, {**POST, "text": FAMILY * 121}),
    "repo_createRecord_no_createdAt": lambda w: w.record(w.access, {"text": "x"}),
    "repo_createRecord_no_alt": lambda w: w.record(w.access, pictured(image(link=w.link))),
    "repo_createRecord_image_alt_facets": lambda w: w.record(
        w.access, pictured(image(link=w.link, alt="A square"))
    ),
    "repo_createRecord_five_images": lambda w: w.record(w.access, pictured(*[image(link=w.link, alt="")] * 5)),
    "repo_createRecord_blob_not_found": lambda w: w.record(w.access, pictured(image(link="bafkreiabc", alt=""))),
    "repo_createRecord_image_too_large": lambda w: w.record(
        w.access, pictured(image(size=2_107_874, link=w.link, alt=""))
    ),
    "repo_putRecord_same_rkey_same_body": lambda w: (
        w.record(w.access, POST, rkey=RKEY)
        and w.post(
            "com.atproto.repo.putRecord",
            w.access,
            json={"repo": w.did, "collection": "app.bsky.feed.post", "rkey": RKEY, "record": POST},
        )
    ),
    "repo_listRecords": lambda w: w.get(
        "com.atproto.repo.listRecords", query={"repo": w.did, "collection": "app.bsky.feed.post", "limit": 2}
    ),
    "repo_uploadBlob_ok": lambda w: w.post(
        "com.atproto.repo.uploadBlob", w.access, data=b"png", content_type="image/png"
    ),
    "repo_uploadBlob_6MB": lambda w: w.post("com.atproto.repo.uploadBlob", w.access, data=b"x" * 6_000_000),
    "unknown_method": lambda w: w.get("app.bsky.feed.noSuchMethod", w.access),
    "wrong_verb": lambda w: w.get("app.bsky.notification.updateSeen", w.access),
    "pds_describeServer": lambda w: w.get("com.atproto.server.describeServer"),
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_answer_has_the_recorded_status_headers_and_shape(world, name):
    answer = ANSWERS[name](world)
    recorded = sample(REAL, name)

    assert answer.status_code == INDEX[name]["status"]
    if recorded is None:
        assert answer.data == b""
    elif "error" in recorded:
        assert masked(json.dumps(answer.json)) == masked(json.dumps(recorded))
    else:
        assert missing(recorded, answer.json, but=[r"^\$\.links\b.*", *_author_made(recorded)]) == {}
        assert invented(recorded, answer.json, but=[*DRESSED, *_author_made(answer.json)]) == set()
    for header in ("ratelimit-limit", "ratelimit-policy", "content-type"):
        if answer.status_code == 200 and header in INDEX[name]["headers"]:
            assert answer.headers[header] == INDEX[name]["headers"][header]


def _author_made(_):
    """What an author wrote in a record is theirs, and so is who they follow."""
    return (
        r".*\.(record|value)\..*",
        r".*\.(followedBy|following|replies|parent|embed)\b.*",
        r".*\.reasonSubject$",
    )
