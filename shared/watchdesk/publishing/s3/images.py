"""The checked images of posts lie in the media bucket under `checked/` and the image's id."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from watchdesk.aws.errors import code_of, response_of, translate_errors
from watchdesk.core.errors import Gone, NeedsAPerson, TryLater, WatchdeskError
from watchdesk.publishing.domain.post import MediaId

CHECKED = "checked/"
MISSING = frozenset({"404", "NoSuchKey", "NoSuchVersion"})
NOT_ALLOWED = frozenset({"403", "AccessDenied", "NoSuchBucket", "KMS.DisabledException"})
"""S3 also answers AccessDenied for an object that does not exist if the caller may not list the bucket.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"""


class ObjectStore(Protocol):
    """The part of boto3's S3 client that this module uses."""

    def get_object(self, *, Bucket: str, Key: str) -> Any: ...  # noqa: ANN401, N803  as boto3 has it

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, ContentType: str) -> Any: ...  # noqa: ANN401, N803


@dataclass(frozen=True, slots=True)
class S3MediaStore:
    """The port MediaStore. A completed upload stores its checked image here."""

    client: ObjectStore
    bucket: str

    def read(self, media: MediaId) -> bytes:
        with s3_request():
            content: bytes = self.client.get_object(Bucket=self.bucket, Key=CHECKED + media)["Body"].read()
        return content

    def keep(self, media: MediaId, content: bytes, content_type: str) -> None:
        """Store the image. The same id always holds the same bytes, so this is safe to repeat."""
        with s3_request():
            self.client.put_object(Bucket=self.bucket, Key=CHECKED + media, Body=content, ContentType=content_type)


@contextmanager
def s3_request() -> Iterator[None]:
    """Translate the errors of a request to S3.

    Raises Gone if the image is not there, NeedsAPerson if it may not be read, and TryLater otherwise.
    """
    with translate_errors(_refusal, _no_answer):
        yield


def _refusal(error: ClientError) -> WatchdeskError:
    code = code_of(response_of(error))
    if code in MISSING:
        return Gone("the image is not in the media bucket: upload it again")
    if code in NOT_ALLOWED:
        return NeedsAPerson(f"the media bucket answered {code}: the image is gone, or may not be read")
    return TryLater(f"S3 answered {code}")


def _no_answer(error: BotoCoreError) -> WatchdeskError:
    return TryLater(f"S3 did not answer: {type(error).__name__}")
