"""A `putRecord` that says what it expects to replace (read in the reference server: repo/transactor)."""

import pytest

from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import START

COLLECTION = "app.bsky.feed.post"
RKEY = "3mb4b3ric5kcu"


@pytest.fixture
def put(bluesky):
    token = bluesky.token()

    def put(text, **swap):
        body = {
            "repo": bluesky.did,
            "collection": COLLECTION,
            "rkey": RKEY,
            "record": {"text": text, "createdAt": timestamp_text(START)},
            **swap,
        }
        return bluesky.post("com.atproto.repo.putRecord", token, json=body)

    return put


def test_a_record_that_expects_nothing_in_its_place_replaces_nothing(put):
    assert put("first", swapRecord=None).status_code == 200
    assert put("first", swapRecord=None).status_code == 200
    answer = put("second", swapRecord=None)
    assert (answer.status_code, answer.json["error"]) == (400, "InvalidSwap")


def test_a_record_that_expects_what_is_there_replaces_it(put):
    first = put("first").json["cid"]
    assert put("second", swapRecord=first).status_code == 200
    assert put("third", swapRecord=first).json["error"] == "InvalidSwap"
    assert put("third").status_code == 200


def test_a_record_that_expects_one_where_none_is_makes_none(put):
    assert put("first", swapRecord="bafyreiauhtq4kveozr4ch6").json == {
        "error": "InvalidSwap",
        "message": "Record was at null",
    }
