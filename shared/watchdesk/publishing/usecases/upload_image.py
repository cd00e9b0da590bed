"""Take an image in: a ticket to drop it with, then a look at what was dropped."""

import hashlib
from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unacceptable, Unknown
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import Upload
from watchdesk.publishing.images import read_image
from watchdesk.publishing.ports.composing import Uploads
from watchdesk.publishing.ports.media import MediaDrop, MediaIds, UploadTicket

SUBMITTING = frozenset({Action.DRAFT, Action.PUBLISH, Action.REPLY})
UNKNOWN_IMAGE = "there is no such image"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferUpload:
    drop: MediaDrop
    ids: MediaIds
    clock: Clock

    def __call__(self, principal: Principal) -> UploadTicket:
        """Nothing is stored until something is dropped. Raises Unknown for somebody who may hand in nothing."""
        if not any(SUBMITTING & actions for actions in principal.roles.values()):
            raise Unknown("there is nothing to upload for")
        return self.drop.ticket(self.ids.media(), principal.subject, self.clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteUpload:
    drop: MediaDrop
    uploads: Uploads
    facts: FactsByPlatform
    clock: Clock

    def __call__(self, media: MediaId, principal: Principal) -> Upload:
        """What a post may carry from now on. The same image taken again is the same upload.

        Raises Unknown if this principal dropped nothing, Unacceptable if it is no image that any platform takes.
        """
        standing = self.uploads.upload(media) if is_id(media) else None
        if standing is not None and standing.by == principal.subject:
            return standing
        data = self.drop.dropped(media, principal.subject) if is_id(media) else None
        if standing is not None or data is None:
            raise Unknown(UNKNOWN_IMAGE)
        found = read_image(data)
        if found is None:
            raise Unacceptable([_no_picture(self.facts)])
        upload = Upload(
            id=media,
            by=principal.subject,
            at=self.clock.now(),
            content_type=found.content_type,
            size=len(found.data),
            width=found.width,
            height=found.height,
            sha256=hashlib.sha256(found.data).hexdigest(),
        )
        self.drop.keep(media, found.content_type, found.data)
        self.uploads.add(upload)
        return upload


def _no_picture(facts: FactsByPlatform) -> Problem:
    types = sorted({kind for platform in facts.values() for kind in platform.images.types})
    message = f"Upload an image that is whole, as one of {', '.join(types)}."
    return Problem(code=ProblemCode.IMAGE_TYPE, field="file", message=message)
