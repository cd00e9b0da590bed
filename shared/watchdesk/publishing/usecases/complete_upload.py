"""Check an uploaded image, remove its metadata and store it for use in posts."""

from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unacceptable, Unknown
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Principal
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.image_checks import unreadable_image
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import Upload
from watchdesk.publishing.images import read_image
from watchdesk.publishing.ports.media import MediaDrop, Uploads

UNKNOWN_IMAGE = "there is no such image"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteUpload:
    drop: MediaDrop
    uploads: Uploads
    facts: FactsByPlatform
    clock: Clock

    def __call__(self, media: MediaId, principal: Principal) -> Upload:
        """Return the image that posts may now carry. Repeating the call returns the same upload.

        Raises Unknown if this principal uploaded nothing, Unacceptable if no platform accepts such a file.
        """
        stored = self.uploads.upload(media) if is_id(media) else None
        if stored is not None and stored.by == principal.subject:
            return stored
        data = self.drop.dropped(media, principal.subject) if is_id(media) else None
        if stored is not None or data is None:
            raise Unknown(UNKNOWN_IMAGE)
        image = read_image(data)
        if image is None:
            raise Unacceptable([unreadable_image(self.facts)])
        upload = Upload(
            id=media,
            by=principal.subject,
            at=self.clock.now(),
            content_type=image.content_type,
            size=len(image.data),
            width=image.width,
            height=image.height,
            sha256=image.sha256,
        )
        self.drop.keep(media, image.content_type, image.data)
        self.uploads.add(upload)
        return upload
