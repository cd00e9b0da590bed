"""Images: whose they are, what they show, what each platform takes."""

import pytest

from tests.builders import a_message, an_inbound
from tests.worlds.publishing import INSTAGRAM, SELBY, YORK, X, a_request, an_upload
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import AttachedImage


def with_image(alt="A road under water.", media="image-1", **fields):
    return a_request(**{"images": (AttachedImage(media=MediaId(media), alt=alt),)} | fields)


def test_a_warning_on_bluesky_hides_images_and_so_needs_one(room):
    room.uploads.add(an_upload())
    assert room.codes(with_image(content_warning="An injury")) == set()


@pytest.mark.parametrize("alt", ["", "  "])
def test_an_image_says_what_it_shows_or_is_refused(room, alt):
    room.uploads.add(an_upload())
    assert room.codes(with_image(alt=alt)) == {ProblemCode.ALT_TEXT_MISSING}


def test_somebody_elses_image_reads_like_none(room):
    room.uploads.add(an_upload(by=Subject("bob")))
    (theirs,) = room.problems(with_image())
    (nobodys,) = room.problems(with_image(media="nothing"))
    (broken,) = room.problems(with_image(media="\ud800"))
    assert theirs == nobodys == broken
    assert theirs.code is ProblemCode.IMAGE_UNKNOWN


@pytest.mark.parametrize(
    ("account", "fields", "code"),
    [
        (SELBY, {"size": 2_000_001}, ProblemCode.IMAGE_TOO_LARGE),
        (SELBY, {"content_type": "image/tiff"}, ProblemCode.IMAGE_TYPE),
        (YORK, {"size": 16_777_217}, ProblemCode.IMAGE_TOO_LARGE),
        (YORK, {"width": 33_177_601, "height": 1}, ProblemCode.IMAGE_DIMENSIONS),
        (X, {"size": 5_000_001}, ProblemCode.IMAGE_TOO_LARGE),
        (INSTAGRAM, {"content_type": "image/png"}, ProblemCode.IMAGE_TYPE),
        (INSTAGRAM, {"width": 319, "height": 319}, ProblemCode.IMAGE_DIMENSIONS),
        (INSTAGRAM, {"width": 1911, "height": 1000}, ProblemCode.IMAGE_DIMENSIONS),
        (INSTAGRAM, {"width": 799, "height": 1000}, ProblemCode.IMAGE_DIMENSIONS),
    ],
)
def test_each_platform_takes_its_own_kind_of_image(room, account, fields, code):
    room.uploads.add(an_upload(**fields))
    (problem,) = room.problems(with_image(accounts=(account,)))
    assert (problem.code, problem.account, problem.field) == (code, account, "images.0")


def test_there_may_be_too_many_images_for_one_platform_or_too_few(room):
    for number in range(11):
        room.uploads.add(an_upload(f"image-{number}"))
    images = tuple(AttachedImage(media=MediaId(f"image-{number}"), alt="A road.") for number in range(11))
    problems = room.problems(a_request(SELBY, INSTAGRAM, images=images[:5]))
    assert [(problem.code, problem.account) for problem in problems] == [(ProblemCode.TOO_MANY_IMAGES, SELBY)]
    assert "1" in problems[0].message
    assert room.codes(a_request(INSTAGRAM, images=images)) == {ProblemCode.TOO_MANY_IMAGES}
    assert room.codes(a_request(INSTAGRAM)) == {ProblemCode.IMAGE_MISSING}


def test_alt_text_has_a_limit_too(room):
    room.uploads.add(an_upload())
    assert room.codes(with_image(accounts=(YORK,), alt="a" * 1501)) == {ProblemCode.ALT_TEXT_TOO_LONG}
    assert room.codes(with_image(accounts=(YORK,), alt="a" * 1500)) == set()


def test_an_answer_to_a_direct_message_carries_no_images_on_bluesky_and_stays_one_part(room):
    room.uploads.add(an_upload())
    room.messages.add([a_message(an_inbound(surface=Surface.DIRECT_MESSAGE), account=SELBY)])
    key = MessageKey(SELBY, Surface.DIRECT_MESSAGE, "1001")
    assert room.codes(with_image(reply_to=key)) == {ProblemCode.TOO_MANY_IMAGES}
    assert room.codes(a_request(text="a" * 1001, split=True, reply_to=key)) == {ProblemCode.CANNOT_BE_SPLIT}
