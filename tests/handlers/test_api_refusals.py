"""Everything that is refused over the API: with what to change, and nothing done."""

import base64

import pytest

from tests.handlers.api import Api, a_post, http_event, refused
from tests.worlds.publishing import BOB, FACEBOOK, RETIRED, SELBY, YORK

BIDI, BELL = "\u202e", "\u0007"


@pytest.fixture
def api():
    return Api()


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


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "own=perhaps", f"after={'a' * 256}"])
def test_a_list_that_cannot_be_is_refused(api, query):
    refused(api, api.call("GET", "/v1/posts", query=query), 422)
