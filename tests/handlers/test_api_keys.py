"""The same request, however often it is sent, is one post."""

import pytest

from tests.handlers.api import Api, a_post, refused
from tests.worlds.publishing import BOB, JANE


@pytest.fixture
def api():
    return Api()


def test_a_post_needs_a_key(api):
    for headers in ({}, {"idempotency-key": ""}, {"idempotency-key": "k" * 256}):
        reply = refused(api, api.call("POST", "/v1/posts", a_post(), headers=headers), 422)
        assert reply.fields == {"idempotency-key"}


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
