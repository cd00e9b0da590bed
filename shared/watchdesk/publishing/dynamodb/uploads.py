"""The facts of uploaded images, one item for each in the `posts` table."""

from dataclasses import dataclass

from watchdesk.aws.dynamodb.codec import attributes, read
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import Upload

UPLOAD = "upload"
PARTITION = "upload#"


@dataclass(frozen=True, slots=True)
class DynamoUploads:
    """The port Uploads."""

    table: Table

    def add(self, upload: Upload) -> None:
        self.table.put({**attributes(upload, but=("id",)), **_key(upload.id)})

    def upload(self, media: MediaId) -> Upload | None:
        item = self.table.get(_key(media))
        return None if item is None else read(Upload, {**item, "id": media})


def _key(media: MediaId) -> Key:
    return {"pk": PARTITION + media, "sk": UPLOAD}
