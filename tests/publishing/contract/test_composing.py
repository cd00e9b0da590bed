"""What composing a post needs: the same promises in memory and in DynamoDB."""

from dataclasses import replace

import pytest

from tests.fakes import FakeClock
from tests.fakes.composing import FakeDirectory, FakeUploads
from tests.worlds.publishing import BOB, JANE, JANE_SMITH, an_upload
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.dynamodb.officers import DynamoDirectory
from watchdesk.publishing.dynamodb.uploads import DynamoUploads
from watchdesk.register.domain.officer import AttributionForm
from watchdesk.register.dynamodb.register import DynamoRegister


@pytest.fixture
def directory(subject, request):
    """With one officer in it."""
    if subject == "fake":
        return FakeDirectory({JANE: JANE_SMITH})
    table = request.getfixturevalue("table")
    declared = table("RegisterTable")
    DynamoRegister(declared, FakeClock()).put(JANE_SMITH)
    return DynamoDirectory(declared, table("PostsTable"))


@pytest.fixture
def uploads(subject, request):
    return FakeUploads() if subject == "fake" else DynamoUploads(request.getfixturevalue("table")("PostsTable"))


def test_an_officer_is_as_the_register_declares_them(directory):
    assert directory.officer(JANE) == JANE_SMITH


def test_whoever_is_not_declared_is_no_officer(directory):
    assert directory.officer(BOB) is None


def test_a_withheld_name_allows_no_form_until_it_is_restored(directory):
    for _ in range(2):
        directory.withhold(JANE)
    assert directory.officer(JANE) == replace(JANE_SMITH, allowed=frozenset())
    for _ in range(2):
        directory.restore(JANE)
    assert directory.officer(JANE) == JANE_SMITH


def test_a_name_is_withheld_whatever_the_register_says_later(subject, request):
    if subject == "fake":
        directory = FakeDirectory({})
        directory.withhold(JANE)
        directory.officers[JANE] = JANE_SMITH
    else:
        table = request.getfixturevalue("table")
        declared = table("RegisterTable")
        directory = DynamoDirectory(declared, table("PostsTable"))
        directory.withhold(JANE)
        DynamoRegister(declared, FakeClock()).put(JANE_SMITH)
    found = directory.officer(JANE)
    assert found is not None
    assert found.allowed == frozenset()


def test_an_officer_may_allow_nothing(subject, request):
    silent = replace(JANE_SMITH, allowed=frozenset({AttributionForm.NONE}))
    if subject == "fake":
        assert FakeDirectory({JANE: silent}).officer(JANE) == silent
    else:
        table = request.getfixturevalue("table")
        declared = table("RegisterTable")
        DynamoRegister(declared, FakeClock()).put(silent)
        assert DynamoDirectory(declared, table("PostsTable")).officer(JANE) == silent


def test_an_upload_is_found_by_its_id_as_it_was_added(uploads):
    upload = an_upload()
    uploads.add(upload)
    assert uploads.upload(upload.id) == upload
    assert uploads.upload(MediaId("another")) is None


def test_an_upload_added_again_is_still_one(uploads):
    uploads.add(an_upload())
    uploads.add(an_upload())
    assert uploads.upload(MediaId("image-1")) == an_upload()
