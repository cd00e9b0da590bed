"""Images in memory: dropped by a test, kept by the system."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.ports.media import UploadTicket


@dataclass
class FakeMediaDrop:
    waiting: dict[tuple[MediaId, Subject], bytes] = field(default_factory=dict)
    kept: dict[MediaId, tuple[str, bytes]] = field(default_factory=dict)

    def ticket(self, media: MediaId, by: Subject, now: datetime) -> UploadTicket:
        fields = {"key": f"{by}/{media}"}
        return UploadTicket(
            media=media, url="https://media.example/", fields=fields, until=now + timedelta(minutes=10), most=1_000
        )

    def dropped(self, media: MediaId, by: Subject) -> bytes | None:
        return self.waiting.get((media, by))

    def keep(self, media: MediaId, content_type: str, data: bytes) -> None:
        self.kept[media] = content_type, data


@dataclass
class FakeMediaIds:
    drawn: int = 0

    def media(self) -> MediaId:
        self.drawn += 1
        return MediaId(f"media-{self.drawn}")
