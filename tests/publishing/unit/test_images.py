"""An image is what its bytes say, and nothing in it says more than it shows."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.publishing.images import read_image

SAMPLES = {each.name: each.read_bytes() for each in sorted(Path("tests/samples/pictures").iterdir())}
KINDS = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
TELLING = [name for name in SAMPLES if name.startswith("telling")]


def test_there_are_pictures_of_every_kind_that_tell_and_that_do_not():
    assert {name.rsplit(".")[-1] for name in SAMPLES} == {name.rsplit(".")[-1] for name in TELLING} == set(KINDS)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_is_what_its_bytes_say(name):
    found = read_image(SAMPLES[name])
    assert found is not None
    assert (found.content_type, found.width, found.height) == (KINDS[name.rsplit(".")[-1]], 8, 6)


@pytest.mark.parametrize("name", TELLING)
def test_names_places_and_comments_are_left_out(name):
    assert b"Jane" in SAMPLES[name]
    found = read_image(SAMPLES[name])
    assert found is not None
    assert b"Jane" not in found.data
    assert len(found.data) < len(SAMPLES[name])


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in TELLING])
def test_a_picture_that_tells_nothing_stays_as_it_is(name):
    found = read_image(SAMPLES[name])
    assert found is not None
    assert found.data == SAMPLES[name]


def test_a_photograph_held_on_its_side_is_still_shown_upright():
    found = read_image(SAMPLES["telling.jpg"])
    assert found is not None
    # Big-endian TIFF with one entry: orientation, one short, 6.
    assert b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06" in found.data


def test_what_phones_hide_behind_the_image_is_left_out():
    found = read_image(SAMPLES["plain.jpg"] + b"hidden" * 100)
    assert found is not None
    assert found.data == SAMPLES["plain.jpg"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_short_anywhere_is_no_picture(name):
    whole = SAMPLES[name]
    assert [length for length in range(len(whole)) if read_image(whole[:length])] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_taken_is_taken_again(name):
    found = read_image(SAMPLES[name])
    assert found is not None
    assert read_image(found.data) == found


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM" + b"\0" * 60]
)
def test_anything_else_is_no_picture(data):
    assert read_image(data) is None


def test_a_picture_without_pixels_is_none():
    png = bytearray(SAMPLES["telling.png"])
    png[16:20] = b"\0\0\0\0"
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    assert read_image(bytes(png)) is None


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(list(SAMPLES)), at=st.integers(min_value=0), byte=st.integers(0, 255))
def test_no_byte_can_make_reading_fail(name, at, byte):
    broken = bytearray(SAMPLES[name])
    broken[at % len(broken)] = byte
    found = read_image(bytes(broken))
    assert found is None or found.width > 0
