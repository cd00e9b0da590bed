"""What a person hands in over the API, and everything that is refused: with what to change, and nothing done."""

import base64
from datetime import timedelta

import pytest

from tests.handlers.api import Api, a_post, http_event
from tests.newsroom import BOB, CAREFUL, FACEBOOK, JANE, RETIRED, SELBY, YORK, an_upload, bob
from watchdesk.domain.post import DeliveryState, MediaId

BIDI, BELL = "\u202e", "\u0007"


@pytest.fixture
def api():
    return Api()


def refused(api, reply, status):
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.body["status"] == status
    assert reply.body["title"]
    assert reply.body["detail"]
    assert api.is_untouched
    return reply


def test_a_post_is_answered_once_it_is_stored_and_says_where_it_can_be_read(api):
    reply = api.publish()
    post = reply.body["post"]
    assert reply.status == 202
    assert reply.headers["location"] == f"/v1/posts/{post['id']}"
    assert post["id"] in api.newsroom.store.posts
    assert [(each["account"], each["state"]) for each in reply.body["deliveries"]] == [(SELBY, "accepted")]
    assert api.newsroom.requests.asked == [(post["id"], SELBY)]
    assert api.call("GET", reply.headers["location"]).body == reply.body


def test_answers_are_kept_by_nobody_and_told_to_nobody(api):
    for reply in (api.publish(), api.call("GET", "/v1/posts/none"), api.call("GET", "/v1/posts", subject=None)):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"


def test_the_author_is_whoever_the_token_names_and_the_signature_comes_from_the_directory(api):
    reply = api.publish(attribution="full")
    assert reply.body["post"]["author"] == JANE
    assert reply.body["post"]["attribution"] == {"form": "full", "text": "PC Jane Smith, Selby"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"author": BOB}, "author"), ({"id": "mine"}, "id"), ({"state": "accepted"}, "state"), ({"x": 1}, "x")],
)
def test_a_field_that_is_not_known_is_refused_and_named(api, fields, field):
    reply = refused(api, api.publish(**fields), 422)
    assert (reply.codes, reply.fields) == ({"extra_forbidden"}, {field})


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"text": ""}, "empty", "text"),
        ({"text": "x" * 301}, "too_long", "text"),
        ({"text": "x" * 250_001}, "string_too_long", "text"),
        ({"text": f"a{BELL}b"}, "control_character", "text"),
        ({"text": f"a{BIDI}b"}, "bidi_character", "text"),
        ({"text": "a\ud800b"}, "string_unicode", "text"),
        ({"text": None}, "string_type", "text"),
        ({"accounts": []}, "no_account", "accounts"),
        ({"accounts": [SELBY, SELBY]}, "same_account_twice", "accounts"),
        ({"accounts": [RETIRED]}, "account_retired", "accounts.0"),
        ({"accounts": [FACEBOOK]}, "platform_without_outlet", "accounts.0"),
        ({"accounts": SELBY}, "list_type", "accounts"),
        ({"accounts": ["a"] * 101}, "too_long", "accounts"),
        ({"images": [{"media": "m", "alt": "A road."}] * 26}, "too_many_images", "images"),
        ({"images": [{"media": "m", "alt": "A road."}]}, "image_unknown", "images.0.media"),
        ({"images": [{"media": "m", "alt": ""}]}, "alt_text_missing", "images.0.alt"),
        ({"images": [{"media": "m"}]}, "missing", "images.0.alt"),
        ({"publish_at": "2020-01-01T00:00:00Z"}, "time_past", "publish_at"),
        ({"publish_at": "2099-01-01T00:00:00Z"}, "time_too_far", "publish_at"),
        ({"publish_at": "2027-01-01T00:00:00"}, "time_without_zone", "publish_at"),
        ({"publish_at": "2027-13-01T00:00:00Z"}, "value_error", "publish_at"),
        ({"publish_at": "tomorrow"}, "value_error", "publish_at"),
        ({"publish_at": 1_800_000_000}, "value_error", "publish_at"),
        ({"split": "yes"}, "bool_type", "split"),
        ({"language": "English"}, "language", "language"),
        ({"visibility": "direct"}, "enum", "visibility"),
        ({"variants": {"myspace": "Hello."}}, "enum", "variants.myspace.[key]"),
        ({"attribution": "initials"}, "enum", "attribution"),
        ({"reply_to": "nonsense"}, "string_pattern_mismatch", "reply_to"),
        ({"reply_to": f"{SELBY}#nowhere#1"}, "value_error", "reply_to"),
        ({"reply_to": f"{SELBY}#comment#1"}, "reply_unknown", "reply_to"),
    ],
)
def test_what_is_wrong_with_a_post_is_named_and_nothing_is_done(api, fields, code, field):
    reply = refused(api, api.publish(**fields), 422)
    assert (code, field) in {(each["code"], each["field"]) for each in reply.body["problems"]}
    assert all(each["message"] for each in reply.body["problems"])


def test_everything_that_is_wrong_is_told_at_once(api):
    reply = refused(api, api.publish(text="", accounts=["nowhere"], language="English"), 422)
    assert reply.codes >= {"empty", "account_unknown", "language"}


def test_a_refusal_never_repeats_the_words_that_were_sent(api):
    event = http_event(
        "POST", "/v1/posts", a_post(text=f"SECRET{BELL}", secret="SECRET"), headers={"idempotency-key": "k"}
    )
    answer = api.application(event)
    assert "SECRET" not in answer["body"]


def test_an_account_that_is_not_ones_own_and_one_that_is_not_there_read_the_same(api):
    forbidden = refused(api, api.publish(accounts=[YORK], roles=f"[publish:{SELBY}]"), 422)
    unknown = refused(api, api.publish(accounts=["york-friendica"], roles=f"[publish:{SELBY}]"), 422)
    assert forbidden.codes == unknown.codes == {"account_unknown"}
    told = [str(each.body).replace(YORK, "?").replace("york-friendica", "?") for each in (forbidden, unknown)]
    assert told[0] == told[1]


def test_a_post_needs_a_key(api):
    for headers in ({}, {"idempotency-key": ""}, {"idempotency-key": "k" * 256}):
        reply = refused(api, api.call("POST", "/v1/posts", a_post(), headers=headers), 422)
        assert reply.fields == {"idempotency-key"}


@pytest.mark.parametrize("body", ["{", "nonsense", '{"text": NaN}', "[" * 100_000, '{"a":' + "9" * 5_000 + "}"])
def test_a_body_that_is_not_json_is_refused(api, body):
    refused(api, api.call("POST", "/v1/posts", body, headers={"idempotency-key": "k"}), 400)


def test_a_body_that_is_not_utf8_is_refused(api):
    event = http_event("POST", "/v1/posts", base64.b64encode(b'{"text": "\xff"}').decode())
    refused(api, api.answers(event | {"isBase64Encoded": True}), 400)
    event["body"] = "no base64 at all!"
    refused(api, api.answers(event | {"isBase64Encoded": True}), 400)


@pytest.mark.parametrize("body", ["[]", '"text"', "1", "null", "{}"])
def test_json_that_is_no_post_is_refused(api, body):
    refused(api, api.call("POST", "/v1/posts", body, headers={"idempotency-key": "k"}), 422)


def test_a_post_without_a_body_is_refused(api):
    refused(api, api.call("POST", "/v1/posts", headers={"idempotency-key": "k"}), 422)


@pytest.mark.parametrize("size", [1_000_001, 11_000_000])
def test_a_body_that_is_too_large_is_refused_unread(api, size):
    refused(api, api.call("POST", "/v1/posts", "x" * size, headers={"idempotency-key": "k"}), 413)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_of_another_kind_is_refused(api, kind):
    headers = {"idempotency-key": "k", "content-type": kind}
    refused(api, api.call("POST", "/v1/posts", a_post(), headers=headers), 415)


def test_json_may_come_encoded_and_say_its_character_set(api):
    event = http_event("POST", "/v1/posts", headers={"idempotency-key": "k"})
    event["headers"]["content-type"] = "application/json; charset=utf-8"
    event["body"] = base64.b64encode(b'{"text": "Caf\xc3\xa9.", "accounts": ["selby-bluesky"]}').decode()
    reply = api.answers(event | {"isBase64Encoded": True})
    assert (reply.status, reply.body["post"]["text"]) == (202, "Café.")


def test_the_same_request_sent_again_is_the_same_post_and_goes_out_once(api):
    first, again = api.publish(), api.publish()
    assert (first.status, again.status) == (202, 202)
    assert again.body == first.body
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert len(api.newsroom.store.posts) == len(api.newsroom.requests.asked) == 1


def test_a_day_later_the_posts_own_id_still_keeps_it_single(api):
    first = api.publish()
    api.records.held.clear()
    again = api.publish()
    assert (again.status, again.body["post"]["id"]) == (202, first.body["post"]["id"])
    assert again.headers["idempotency-replayed"] == "true"
    assert len(api.newsroom.requests.asked) == 1


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_key_that_comes_with_other_words_is_a_conflict(api, is_remembered):
    first = api.publish()
    if not is_remembered:
        api.records.held.clear()
    reply = api.publish(text="Other words.")
    assert (reply.status, reply.kind, reply.codes) == (409, "conflict", {"key_used"})
    assert list(api.newsroom.store.posts) == [first.body["post"]["id"]]
    assert len(api.newsroom.requests.asked) == 1


def test_two_people_may_use_the_same_key(api):
    assert api.publish().body["post"]["id"] != api.publish(subject=BOB, confirm_duplicate=True).body["post"]["id"]


def test_the_same_request_while_the_first_is_being_answered_is_told_to_wait(api):
    api.publish()
    api.records.are_in_progress()
    reply = api.publish()
    assert (reply.status, reply.kind) == (409, "in-progress")
    assert int(reply.headers["retry-after"]) > 0


def test_a_refused_request_may_be_mended_under_the_same_key(api):
    refused(api, api.publish(text=""), 422)
    assert api.publish().status == 202


def test_only_hashes_and_the_posts_id_are_remembered_of_a_request(api):
    reply = api.publish(text="The Selby road is closed.")
    (record,) = api.records.held.values()
    told = f"{record.idempotency_key} {record.response_data} {record.payload_hash}"
    assert record.response_data == f'"{reply.body["post"]["id"]}"'
    assert "Selby" not in told
    assert JANE not in told


def test_the_same_words_again_are_a_question(api):
    api.publish()
    reply = api.publish(key="key-2")
    assert (reply.status, reply.codes) == (422, {"duplicate"})
    assert api.publish(key="key-3", confirm_duplicate=True).status == 202


def test_a_preview_shows_the_exact_words_and_stores_nothing(api):
    reply = api.call("POST", "/v1/posts/preview", a_post(attribution="full", text="x" * 300))
    assert reply.status == 200
    assert reply.body["accounts"][0]["parts"] == ["x" * 300 + "\n\nPC Jane Smith, Selby"]
    assert [each["code"] for each in reply.body["problems"]] == ["too_long"]
    assert api.is_untouched


def test_a_post_carries_the_image_that_was_uploaded(api):
    api.newsroom.uploads.add(an_upload())
    reply = api.publish(images=[{"media": "image-1", "alt": "A road."}])
    assert [(each["id"], each["alt"], each["width"]) for each in reply.body["post"]["images"]] == [
        ("image-1", "A road.", 640)
    ]
    assert api.newsroom.store.posts[reply.body["post"]["id"]].images[0].id == MediaId("image-1")


def test_a_scheduled_post_waits_for_its_time(api):
    at = api.newsroom.clock.now() + timedelta(hours=2)
    reply = api.publish(publish_at=at.isoformat())
    assert reply.status == 202
    assert api.newsroom.requests.asked == []
    assert reply.body["deliveries"][0]["attention_at"] == at.isoformat().replace("+00:00", "Z")


def test_a_change_leaves_what_it_does_not_name(api):
    at = (api.newsroom.clock.now() + timedelta(hours=2)).isoformat()
    posted = api.publish(publish_at=at, attribution="full").headers["location"]
    reply = api.call("PATCH", posted, {"text": "Other words."})
    post = reply.body["post"]
    assert (reply.status, post["text"], post["attribution"]["form"]) == (200, "Other words.", "full")
    assert post["publish_at"] == at.replace("+00:00", "Z")


@pytest.mark.parametrize("body", [{"accounts": [YORK]}, {"reply_to": None}, {"author": BOB}, {"text": None}, []])
def test_a_change_of_anything_else_is_refused(api, body):
    posted = api.publish(publish_at=(api.newsroom.clock.now() + timedelta(hours=2)).isoformat())
    before = dict(api.newsroom.store.posts)
    assert api.call("PATCH", posted.headers["location"], body).status == 422
    assert api.newsroom.store.posts == before


def test_somebody_else_approves_what_they_have_seen(api):
    reply = api.publish(accounts=[CAREFUL])
    post = reply.body["post"]
    assert post["state"] == "awaiting_approval"
    approve = f"{reply.headers['location']}/approve"
    seen = {"content_hash": post["content_hash"]}
    assert api.call("POST", approve, seen).codes == {"own_post"}
    assert api.call("POST", approve, {"content_hash": "another"}, subject=BOB).codes == {"changed"}
    assert api.call("POST", approve, {}, subject=BOB).status == 422
    approved = api.call("POST", approve, seen, subject=BOB)
    assert (approved.status, approved.body["post"]["state"]) == (200, "accepted")
    assert approved.body["post"]["decision"]["by"] == BOB


def test_somebody_else_rejects_with_a_note(api):
    reject = f"{api.publish(accounts=[CAREFUL]).headers['location']}/reject"
    reply = api.call("POST", reject, {"note": "Say which road."}, subject=BOB)
    assert (reply.status, reply.body["post"]["state"]) == (200, "rejected")
    assert reply.body["post"]["decision"]["note"] == "Say which road."
    assert api.call("POST", reject, {"note": ""}, subject=BOB).codes == {"not_awaiting"}


def test_a_post_is_withdrawn_without_a_body_and_as_often_as_one_likes(api):
    withdraw = f"{api.publish().headers['location']}/withdraw"
    for _ in range(2):
        reply = api.call("POST", withdraw)
        assert (reply.status, reply.body["post"]["state"]) == (200, "withdrawn")


def test_a_failed_delivery_is_tried_again_and_only_that(api):
    posted = api.publish()
    retry = f"{posted.headers['location']}/deliveries/{SELBY}/retry"
    assert api.call("POST", retry).codes == {"not_failed"}
    delivery = api.newsroom.store.delivered[posted.body["post"]["id"], SELBY]
    view = api.newsroom.use.read.one(delivery.post, bob())
    api.newsroom.becomes(view, DeliveryState.FAILED, trouble="permanent_item")
    reply = api.call("POST", retry)
    assert (reply.status, reply.body["deliveries"][0]["state"]) == (200, "accepted")


def test_an_unconfirmed_delivery_is_settled_by_whoever_looked(api):
    posted = api.publish()
    confirm = f"{posted.headers['location']}/deliveries/{SELBY}/confirm"
    assert api.call("POST", confirm, {"outcome": "not_published"}).codes == {"not_unconfirmed"}
    view = api.newsroom.use.read.one(posted.body["post"]["id"], bob())
    api.newsroom.becomes(view, DeliveryState.UNCONFIRMED)
    assert api.call("POST", confirm, {"outcome": "published", "link": "https://other.example/1"}).codes == {"link"}
    assert api.call("POST", confirm, {"outcome": "perhaps"}).status == 422
    reply = api.call("POST", confirm, {"outcome": "not_published"})
    assert (reply.status, reply.body["deliveries"][0]["state"]) == (200, "failed")


def test_the_list_goes_on_where_the_page_before_ended(api):
    for number in range(3):
        api.newsroom.clock.advance(minutes=1)
        api.publish(key=f"key-{number}", text=f"Number {number}.")
    first = api.call("GET", "/v1/posts", query="limit=2")
    assert [each["post"]["text"] for each in first.body["posts"]] == ["Number 2.", "Number 1."]
    rest = api.call("GET", "/v1/posts", query=f"limit=2&after={first.body['after']}")
    assert [each["post"]["text"] for each in rest.body["posts"]] == ["Number 0."]
    assert rest.body["after"] is None
    assert api.call("GET", "/v1/posts", query="own=true", subject=BOB).body["posts"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "own=perhaps", f"after={'a' * 256}"])
def test_a_list_that_cannot_be_is_refused(api, query):
    refused(api, api.call("GET", "/v1/posts", query=query), 422)
