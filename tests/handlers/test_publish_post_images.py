"""Images on the real stores, from a ticket to a post."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.handlers.publishing_stack import BUCKET, a_publishing_stack
from tests.worlds.publishing import BOB, JANE
from watchdesk.platforms.registry import FACTS
from watchdesk.publishing.s3.images import S3MediaStore

PHOTOGRAPH = Path("tests/samples/pictures/telling.jpg").read_bytes()


@pytest.fixture
def stack(monkeypatch):
    with a_publishing_stack(monkeypatch) as stack:
        yield stack


def test_an_image_goes_from_a_ticket_to_a_post_without_what_it_tells(stack):
    status, ticket = stack.call("POST", "/v1/media")
    assert status == 201
    complete = f"/v1/media/{ticket['media']}/complete"
    assert stack.call("POST", complete)[0] == 404
    stack.drop(ticket, PHOTOGRAPH)
    assert stack.call("POST", complete, subject=BOB)[0] == 404
    status, upload = stack.call("POST", complete)
    assert (status, upload["content_type"], upload["width"], upload["height"]) == (200, "image/jpeg", 8, 6)
    kept = S3MediaStore(stack.s3, BUCKET).read(upload["id"])
    assert b"Jane" not in kept
    assert len(kept) == upload["size"]
    status, body = stack.publish(images=[{"media": upload["id"], "alt": "A road."}])
    assert (status, body["post"]["images"][0]["id"]) == (202, upload["id"])
    mine = stack.publish(
        key="key-2", subject=BOB, text="Mine.", images=[{"media": upload["id"], "alt": "A road."}]
    )
    assert (mine[0], mine[1]["problems"][0]["code"]) == (422, "image_unknown")


def test_what_is_no_image_is_named_and_not_kept(stack):
    _, ticket = stack.call("POST", "/v1/media")
    stack.drop(ticket, b"%PDF-1.7")
    status, body = stack.call("POST", f"/v1/media/{ticket['media']}/complete")
    assert (status, body["problems"][0]["code"]) == (422, "image_type")
    with pytest.raises(ClientError):
        stack.s3.get_object(Bucket=BUCKET, Key=f"checked/{ticket['media']}")


def test_a_ticket_is_for_one_place_few_bytes_and_ten_minutes(stack):
    _, ticket = stack.call("POST", "/v1/media")
    policy = json.loads(b64decode(ticket["fields"]["policy"]))
    assert {"key": ticket["fields"]["key"]} in policy["conditions"]
    assert ["content-length-range", 1, max(facts.images.size for facts in FACTS.values())] in policy["conditions"]
    assert {"bucket": BUCKET} in policy["conditions"]
    assert ticket["fields"]["key"].startswith("incoming/")
    assert JANE not in ticket["fields"]["key"]
    # The address for all regions redirects the form of a new bucket, and a redirected form is lost.
    assert ticket["url"] == f"https://{BUCKET}.s3.eu-west-2.amazonaws.com/"
    assert ticket["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
