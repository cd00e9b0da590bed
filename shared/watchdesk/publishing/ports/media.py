"""Where images wait to be checked, and where they are kept once they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadTicket:
    """Lets whoever holds it put one file in one place: a form to send there, with the file as its last field."""

    media: MediaId
    url: str
    fields: Mapping[str, str]
    until: datetime
    most: int
    """Bytes."""


class MediaDrop(Protocol):
    """What one person drops is found for that person alone."""

    def ticket(self, media: MediaId, by: Subject, now: datetime) -> UploadTicket: ...

    def dropped(self, media: MediaId, by: Subject) -> bytes | None: ...

    def keep(self, media: MediaId, content_type: str, data: bytes) -> None:
        """As it was checked. What is kept already stays as it is, so this is safe to repeat."""
        ...


class MediaIds(Protocol):
    def media(self) -> MediaId:
        """A new one that nobody can guess."""
        ...
