"""An image is read as it was checked, and what keeps it from being read says what to do."""

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto import mock_aws

from watchdesk.core.errors import Gone, NeedsAPerson, TryLater
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.s3.images import S3MediaStore

IMAGE = MediaId("image-1")


class Failing:
    """A client that answers everything with an error."""

    def __init__(self, error):
        self._error = error

    def get_object(self, **_):
        raise self._error

    def put_object(self, **_):
        raise self._error


def says(code):
    return ClientError({"Error": {"Code": code, "Message": "?"}}, "GetObject")


@pytest.fixture
def bucket():
    with mock_aws():
        client = boto3.client("s3", region_name="eu-west-2")
        client.create_bucket(Bucket="media", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        yield client


def test_an_image_is_read_as_it_was_kept(bucket):
    store = S3MediaStore(bucket, "media")
    store.keep(IMAGE, b"\x89PNG", "image/png")
    store.keep(IMAGE, b"\x89PNG", "image/png")
    assert store.read(IMAGE) == b"\x89PNG"
    assert bucket.get_object(Bucket="media", Key="checked/image-1")["ContentType"] == "image/png"


def test_an_image_that_is_not_there_is_gone(bucket):
    with pytest.raises(Gone):
        S3MediaStore(bucket, "media").read(IMAGE)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (says("AccessDenied"), NeedsAPerson),
        (says("SlowDown"), TryLater),
        (says("InternalError"), TryLater),
        (ReadTimeoutError(endpoint_url="https://media.example"), TryLater),
    ],
)
def test_what_keeps_an_image_from_being_kept_or_read_says_what_to_do(error, raised):
    store = S3MediaStore(Failing(error), "media")
    with pytest.raises(raised):
        store.read(IMAGE)
    with pytest.raises(raised):
        store.keep(IMAGE, b"", "image/png")
