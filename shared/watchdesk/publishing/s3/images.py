"""The checked images of posts lie in the media bucket under `checked/` and the image's id."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from watchdesk.core.errors import Gone, NeedsAPerson, TryLater
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
        try:
            content: bytes = self.client.get_object(Bucket=self.bucket, Key=CHECKED + media)["Body"].read()
        except ClientError as error:
            raise s3_error(error) from None
        except BotoCoreError as error:
            raise TryLater(f"S3 did not answer: {type(error).__name__}") from None
        return content

    def keep(self, media: MediaId, content: bytes, content_type: str) -> None:
        """Store the image. The same id always holds the same bytes, so this is safe to repeat."""
        try:
            self.client.put_object(Bucket=self.bucket, Key=CHECKED + media, Body=content, ContentType=content_type)
        except ClientError as error:
            raise s3_error(error) from None
        except BotoCoreError as error:
            raise TryLater(f"S3 did not answer: {type(error).__name__}") from None


def s3_error(error: ClientError) -> Gone | NeedsAPerson | TryLater:
    """Return our own error for an error of S3."""
    code = error.response["Error"]["Code"]
    if code in MISSING:
        return Gone("the image is not in the media bucket: upload it again")
    if code in NOT_ALLOWED:
        return NeedsAPerson(f"the media bucket answered {code}: the image is gone, or may not be read")
    return TryLater(f"S3 answered {code}")
