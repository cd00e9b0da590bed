"""Images go up with their descriptions, and a post waits until the server has processed them."""

from email.parser import BytesParser
from email.policy import HTTP

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import sample
from tests.platforms.unit.mastodon.publishing import INSTANCE, POST, Press, pictures
from watchdesk.core.errors import PermissionLost, RateLimited, Reconnect, Refused, TryLater, Unconfirmed

V2, V1 = "/api/v2/media", "/api/v1/media"
MEDIA = "117650502451200009"
READY, UNREADY = says(sample("media_200")), says(sample("media_202"), 202)
PROCESSING = says(sample("media_202"), 206)
NO = {"error": "no"}


@pytest.fixture
def press() -> Press:
    press = Press()
    press.http.on(V2, READY)
    return press


def sent(press, *alts, **fields):
    press.outlet.send(press.part(images=pictures(*alts, **fields)))


def parts(asked):
    """What a server reads of a form: each field's headers and its content."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + asked.body)
    return {
        part.get_param("name", header="content-disposition"): (part, part.get_payload(decode=True))
        for part in message.iter_parts()
    }


def test_an_image_goes_up_with_its_words(press):
    sent(press, "A road under water: “closed”.")
    form = parts(press.http.to(V2)[0])
    file, content = form["file"]
    assert (file.get_content_type(), file.get_filename(), content) == ("image/png", "image.png", b"\x89PNG")
    assert form["description"][1].decode() == "A road under water: “closed”."
    assert press.posted()["media_ids"] == [MEDIA]


def test_images_are_attached_in_their_order(press):
    press.http.on(V2, *[says({"id": each, "url": "https://x.example"}) for each in "312"])
    sent(press, "first", "second", "third")
    assert press.posted()["media_ids"] == ["3", "1", "2"]


def test_a_post_waits_until_its_image_is_processed(press):
    press.http.on(V2, UNREADY)
    press.http.on(f"/media/{MEDIA}", PROCESSING, PROCESSING, READY)
    sent(press, "A road.")
    assert press.http.times(f"/media/{MEDIA}") == 3
    assert press.posted()["media_ids"] == [MEDIA]


def test_a_post_does_not_wait_longer_than_its_run(press):
    press.http.on(V2, UNREADY)
    press.http.on(f"/media/{MEDIA}", PROCESSING)
    begun = press.server.clock.now()
    with pytest.raises(TryLater):
        sent(press, "A road.", "A bridge.")
    assert (press.server.clock.now() - begun).total_seconds() == 10
    assert press.http.times(POST) == 0


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (TryLater("could not connect"), TryLater),
        (Unconfirmed("no answer"), TryLater),
        (says(NO, 500), TryLater),
        (says("<html>"), TryLater),
        (says({"url": "no id"}), TryLater),
        (says(NO, 429), RateLimited),
        (says(NO, 401), Reconnect),
        (says(NO, 403), PermissionLost),
        (says(NO, 422), Refused),
        (says("<html>", 413), Refused),
    ],
)
def test_a_lost_upload_is_no_lost_post(press, answer, error):
    press.http.on(V2, answer)
    with pytest.raises(error) as raised:
        sent(press, "A road.")
    assert type(raised.value) is error
    assert press.http.times(POST) == 0


@pytest.mark.parametrize(("answer", "error"), [(says(NO, 404), TryLater), (says(NO, 422), Refused)])
def test_an_image_that_is_not_processed_after_all_is_not_posted_about(press, answer, error):
    press.http.on(V2, UNREADY)
    press.http.on(f"/media/{MEDIA}", answer)
    with pytest.raises(error):
        sent(press, "A road.")
    assert press.http.times(POST) == 0


@pytest.mark.parametrize("unknown", [says(NO, 404), says("<html>", 404)])
def test_a_server_with_the_older_call_alone_gets_its_images_by_that(press, unknown):
    press.http.on(V2, unknown)
    press.http.on(V1, READY)
    sent(press, "A road.")
    assert press.posted()["media_ids"] == [MEDIA]
    press.http.on(V1, unknown)
    with pytest.raises(Refused, match="no images"):
        sent(press, "A road.")


@pytest.mark.parametrize(
    ("images", "what"),
    [
        (pictures(*["A road."] * 5), "4 images"),
        (pictures("A road.", content_type="image/tiff"), "image/tiff"),
        (pictures("A road.", size=16_777_217), "16777216 bytes"),
        (pictures("A road.", width=33_177_601, height=1), "33177600 pixels"),
        (pictures("a" * 10_001), "10000 characters"),
    ],
)
def test_what_the_server_says_it_does_not_take_is_not_tried(press, images, what):
    with pytest.raises(Refused, match=what):
        press.outlet.send(press.part(images=images))
    assert press.http.times(V2) == 0


def test_of_a_server_that_says_nothing_everything_is_tried(press):
    press.http.on(INSTANCE, says({"configuration": {}}))
    sent(press, "a" * 20_000, size=10**9, content_type="image/tiff")
    assert press.http.times(V2) == 1


def test_an_image_that_is_no_longer_stored_must_be_uploaded_again(press):
    press.media.kept.clear()
    with pytest.raises(Refused, match="upload it again"):
        sent(press, "A road.")
