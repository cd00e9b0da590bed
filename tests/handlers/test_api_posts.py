"""What a person does over the API, from a preview to a withdrawal."""

import base64
from datetime import timedelta

import pytest

from tests.handlers.api import Api, a_post, http_event
from tests.worlds.publishing import BOB, CAREFUL, JANE, SELBY, YORK, an_upload, bob
from watchdesk.publishing.domain.post import DeliveryState, MediaId


@pytest.fixture
def api():
    return Api()


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


def test_json_may_come_encoded_and_say_its_character_set(api):
    event = http_event("POST", "/v1/posts", headers={"idempotency-key": "k"})
    event["headers"]["content-type"] = "application/json; charset=utf-8"
    event["body"] = base64.b64encode(b'{"text": "Caf\xc3\xa9.", "accounts": ["selby-bluesky"]}').decode()
    reply = api.answers(event | {"isBase64Encoded": True})
    assert (reply.status, reply.body["post"]["text"]) == (202, "Café.")


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
    view = api.newsroom.use.read_post(delivery.post, bob())
    api.newsroom.becomes(view, DeliveryState.FAILED, trouble="permanent_item")
    reply = api.call("POST", retry)
    assert (reply.status, reply.body["deliveries"][0]["state"]) == (200, "accepted")


def test_an_unconfirmed_delivery_is_settled_by_whoever_looked(api):
    posted = api.publish()
    confirm = f"{posted.headers['location']}/deliveries/{SELBY}/confirm"
    assert api.call("POST", confirm, {"outcome": "not_published"}).codes == {"not_unconfirmed"}
    view = api.newsroom.use.read_post(posted.body["post"]["id"], bob())
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
