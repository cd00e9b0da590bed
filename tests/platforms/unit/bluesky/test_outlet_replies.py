"""What a post carries: images that everybody can read, and the conversation it belongs to."""

from typing import Any

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.publishing import CID, GET, PUT, UPLOAD, URI, Press, refused
from tests.publishing.builders import an_image
from watchdesk.core.errors import Refused, TryLater
from watchdesk.publishing.domain.post import MediaId

POSTS = "app.bsky.feed.getPosts"
THEIRS = "at://did:plc:ana/app.bsky.feed.post/3n2r2shnu322l"
ROOT = {"uri": "at://did:plc:root/app.bsky.feed.post/3n2qtzsdz222l", "cid": "bafyroot"}


@pytest.fixture
def press(bluesky: Bluesky) -> Press:
    return Press(bluesky)


def shown(reply: object = None) -> dict[str, Any]:
    record = {"text": "Is it open?"} | ({"reply": reply} if reply else {})
    return {"posts": [{"uri": THEIRS, "cid": "bafytheirs", "record": record}]}


def test_a_reply_names_its_parent_and_the_threads_first_post(press: Press) -> None:
    press.http.on(POSTS, says(shown({"root": ROOT, "parent": ROOT})))
    press.outlet.send(press.part(reply_to=THEIRS))
    assert press.record["reply"] == {"root": ROOT, "parent": {"uri": THEIRS, "cid": "bafytheirs"}}


@pytest.mark.parametrize("reply", [None, {"root": "somewhere"}, {"root": {"uri": "x", "cid": CID}}, "nonsense"])
def test_a_post_that_answers_nobody_is_the_first_of_its_thread(press: Press, reply: object) -> None:
    press.http.on(POSTS, says(shown(reply)))
    press.outlet.send(press.part(reply_to=THEIRS))
    parent = {"uri": THEIRS, "cid": "bafytheirs"}
    assert press.record["reply"] == {"root": parent, "parent": parent}


@pytest.mark.parametrize("recorded", ["feed_getPosts_ok", "feed_getPosts_with_image"])
def test_real_posts_can_be_answered(press: Press, sample: Any, recorded: str) -> None:
    press.bluesky.did = "did:plc:somebodyelse"
    answer = sample(f"bluesky-real/{recorded}")
    post = answer["posts"][0]
    press.http.on(POSTS, says(answer))
    press.outlet.send(press.part(reply_to=post["uri"]))
    assert press.record["reply"]["parent"] == {"uri": post["uri"], "cid": post["cid"]}


@pytest.mark.parametrize("answer", [{"posts": []}, {"posts": [{"uri": "nowhere"}]}])
def test_nothing_is_said_to_a_message_that_is_gone(press: Press, answer: object) -> None:
    press.http.on(POSTS, says(answer))
    with pytest.raises(Refused, match="gone or hidden"):
        press.outlet.send(press.part(reply_to=THEIRS))
    assert press.put() == []


def test_the_next_part_of_a_thread_asks_our_own_server_for_the_one_before(press: Press) -> None:
    first = {"uri": URI, "cid": CID, "value": {"reply": {"root": ROOT, "parent": ROOT}}}
    press.http.on(GET, says(first))
    press.outlet.send(press.part("(2/2)", key="post-1-2", reply_to=URI))
    assert press.record["reply"] == {"root": ROOT, "parent": {"uri": URI, "cid": CID}}
    (asked,) = press.http.to(GET)
    assert asked.query["repo"] == OUR_DID


def test_a_thread_whose_first_part_was_taken_down_goes_no_further(press: Press) -> None:
    press.http.on(GET, refused("RecordNotFound"))
    with pytest.raises(Refused, match="gone or hidden"):
        press.outlet.send(press.part(reply_to=URI))


def test_images_are_lent_first_and_shown_with_their_alternative_text(press: Press, sample: Any) -> None:
    lent = sample("bluesky-real/repo_uploadBlob_ok")
    press.http.on(UPLOAD, says(lent))
    press.outlet.send(press.part(images=(an_image(),)))
    (uploaded,) = press.http.to(UPLOAD)
    assert (uploaded.body, uploaded.headers["content-type"]) == (b"\x89PNG road", "image/png")
    assert press.record["embed"] == {
        "$type": "app.bsky.embed.images",
        "images": [
            {
                "image": lent["blob"],
                "alt": "A road under water.",
                "aspectRatio": {"width": 640, "height": 480},
            }
        ],
    }
    assert "labels" not in press.record


def test_images_behind_a_content_warning_are_hidden_until_asked_for(press: Press, sample: Any) -> None:
    press.http.on(UPLOAD, says(sample("bluesky-real/repo_uploadBlob_ok")))
    press.outlet.send(press.part(images=(an_image(),), content_warning="A wrecked car"))
    assert press.record["labels"]["values"] == [{"val": "graphic-media"}]


@pytest.mark.parametrize(
    ("images", "why"),
    [
        ((an_image(),) * 5, "at most 4"),
        ((an_image(), an_image(size=2_000_001)), "2 MB"),
        ((an_image(id=MediaId("lost")),), "upload it again"),
    ],
)
def test_what_a_post_cannot_show_is_refused_before_anything_is_sent(press: Press, images: Any, why: str) -> None:
    press.http.on(UPLOAD, says({"blob": {}}))
    with pytest.raises(Refused, match=why):
        press.outlet.send(press.part(images=images))
    assert press.http.times(PUT) == 0


@pytest.mark.parametrize("answer", [refused("UpstreamFailure", status=502), TryLater("no answer")])
def test_a_lost_upload_has_published_nothing(press: Press, answer: Any) -> None:
    press.http.on(UPLOAD, answer)
    with pytest.raises(TryLater):
        press.outlet.send(press.part(images=(an_image(),)))
    assert press.put() == []
