"""The ports of image uploads: where images wait for the check, and where checked images are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadTicket:
    """A form that lets its holder upload one file to one place. The file is the last field of the form."""

    media: MediaId
    url: str
    fields: Mapping[str, str]
    until: datetime
    most: int
    """The greatest size of the file in bytes."""


class MediaDrop(Protocol):
    """Files that wait for the check. Only the person who uploaded a file can find it."""

    def ticket(self, media: MediaId, by: Subject, now: datetime) -> UploadTicket: ...

    def dropped(self, media: MediaId, by: Subject) -> bytes | None: ...

    def keep(self, media: MediaId, content_type: str, data: bytes) -> None:
        """Store the checked image. The same id always holds the same bytes, so this is safe to repeat."""
        ...


class Uploads(Protocol):
    """The facts of the checked images."""

    def add(self, upload: Upload) -> None: ...

    def upload(self, media: MediaId) -> Upload | None: ...


class MediaIds(Protocol):
    def media(self) -> MediaId:
        """Return a new id that nobody can guess."""
        ...
