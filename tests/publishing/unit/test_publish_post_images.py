"""An image is taken in only from whoever dropped it, and only if it is one."""

import hashlib
from pathlib import Path

import pytest

from tests.fakes import NOON, FakeClock
from tests.fakes.composing import FakeUploads
from tests.fakes.media import FakeMediaDrop, FakeMediaIds
from tests.worlds.publishing import BOB, JANE, bob, jane, somebody
from watchdesk.core.errors import Unacceptable, Unknown
from watchdesk.core.problems import ProblemCode
from watchdesk.platforms.registry import FACTS
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.usecases.complete_upload import CompleteUpload
from watchdesk.publishing.usecases.offer_upload import OfferUpload

PHOTOGRAPH = Path("tests/samples/pictures/telling.jpg").read_bytes()
IMAGE = MediaId("image-1")


class Intake:
    def __init__(self) -> None:
        self.drop, self.uploads, self.clock = FakeMediaDrop(), FakeUploads(), FakeClock()
        self.offer = OfferUpload(drop=self.drop, ids=FakeMediaIds(), clock=self.clock)
        self.take = CompleteUpload(drop=self.drop, uploads=self.uploads, facts=FACTS, clock=self.clock)


@pytest.fixture
def intake():
    return Intake()


@pytest.mark.parametrize("role", ["draft:*", "publish:selby-bluesky", "reply:york-mastodon"])
def test_whoever_may_hand_something_in_gets_a_ticket(intake, role):
    assert intake.offer(somebody(JANE, role)).media == "media-1"


@pytest.mark.parametrize("role", ["view:*", "approve:*", "withdraw:*", "administer:*"])
def test_whoever_may_hand_nothing_in_gets_none(intake, role):
    with pytest.raises(Unknown):
        intake.offer(somebody(JANE, role))


def test_every_ticket_is_for_a_place_of_its_own(intake):
    assert intake.offer(jane()).media != intake.offer(jane()).media


def test_an_image_is_kept_without_what_it_tells(intake):
    intake.drop.waiting[IMAGE, JANE] = PHOTOGRAPH
    upload = intake.take(IMAGE, jane())
    content_type, data = intake.drop.kept[IMAGE]
    assert b"Jane" in PHOTOGRAPH
    assert b"Jane" not in data
    assert (upload.content_type, upload.width, upload.height) == (content_type, 8, 6)
    assert (upload.size, upload.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (upload.by, upload.at) == (JANE, NOON)
    assert intake.uploads.upload(IMAGE) == upload


def test_an_image_taken_again_is_the_same_upload_whatever_was_dropped_since(intake):
    intake.drop.waiting[IMAGE, JANE] = PHOTOGRAPH
    first = intake.take(IMAGE, jane())
    intake.drop.waiting[IMAGE, JANE] = b"something else"
    intake.clock.advance(minutes=1)
    assert intake.take(IMAGE, jane()) == first


def test_nobody_takes_in_what_another_has_dropped(intake):
    intake.drop.waiting[IMAGE, JANE] = PHOTOGRAPH
    with pytest.raises(Unknown):
        intake.take(IMAGE, bob())
    intake.take(IMAGE, jane())
    intake.drop.waiting[IMAGE, BOB] = PHOTOGRAPH
    with pytest.raises(Unknown):
        intake.take(IMAGE, bob())
    assert intake.uploads.uploads[IMAGE].by == JANE


@pytest.mark.parametrize("media", ["never-dropped", "", "a" * 2000, "a\0b"])
def test_what_was_never_dropped_is_unknown(intake, media):
    with pytest.raises(Unknown):
        intake.take(MediaId(media), jane())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", PHOTOGRAPH[:-10]])
def test_what_is_no_image_is_neither_kept_nor_known(intake, data):
    intake.drop.waiting[IMAGE, JANE] = data
    with pytest.raises(Unacceptable) as refused:
        intake.take(IMAGE, jane())
    assert [problem.code for problem in refused.value.problems] == [ProblemCode.IMAGE_TYPE]
    assert intake.drop.kept == {}
    assert intake.uploads.uploads == {}
