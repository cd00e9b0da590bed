"""Browsers upload images to `incoming/` in the media bucket, one place for each ticket and person.

The ticket is a signed POST policy. It allows one key, and no more bytes than the largest image that any platform
takes. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watchdesk.core.errors import Gone
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.ports.media import UploadTicket
from watchdesk.publishing.s3.images import S3MediaStore, s3_request

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TICKET_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class S3MediaDrop:
    """The port MediaDrop."""

    client: "S3Client"
    bucket: str
    largest: int
    """Bytes of the largest image that any platform takes."""

    def ticket(self, media: MediaId, by: Subject, now: datetime) -> UploadTicket:
        post = self.client.generate_presigned_post(
            Bucket=self.bucket,
            Key=_incoming(media, by),
            Conditions=[["content-length-range", 1, self.largest]],
            ExpiresIn=int(TICKET_LIFETIME.total_seconds()),
        )
        return UploadTicket(
            media=media, url=post["url"], fields=post["fields"], until=now + TICKET_LIFETIME, most=self.largest
        )

    def dropped(self, media: MediaId, by: Subject) -> bytes | None:
        try:
            with s3_request():
                return self.client.get_object(Bucket=self.bucket, Key=_incoming(media, by))["Body"].read()
        except Gone:
            return None

    def keep(self, media: MediaId, content_type: str, data: bytes) -> None:
        S3MediaStore(self.client, self.bucket).keep(media, data, content_type)


def _incoming(media: MediaId, by: Subject) -> str:
    """Return the key, which contains the person, so that no other person's request finds the file."""
    return f"incoming/{hashlib.sha256(by.encode()).hexdigest()[:32]}/{media}"
