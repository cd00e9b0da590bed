"""What composing a post needs, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from watchdesk.core.account import Account, Platform, Surface
from watchdesk.core.errors import Refused
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId, PublishedPart
from watchdesk.publishing.domain.post_request import Upload
from watchdesk.publishing.ports.text_rules import Measure
from watchdesk.register.domain.officer import Officer

LIMITS = {Platform.BLUESKY: 300, Platform.MASTODON: 500, Platform.X: 280, Platform.INSTAGRAM: 2200}


@dataclass
class FakeDirectory:
    officers: dict[str, Officer] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)

    def officer(self, subject: Subject) -> Officer | None:
        found = self.officers.get(subject)
        return replace(found, allowed=frozenset()) if found and subject in self.withheld else found

    def withhold(self, subject: Subject) -> None:
        self.withheld.add(subject)

    def restore(self, subject: Subject) -> None:
        self.withheld.discard(subject)


@dataclass
class FakeUploads:
    uploads: dict[MediaId, Upload] = field(default_factory=dict)

    def add(self, upload: Upload) -> None:
        self.uploads[upload.id] = upload

    def upload(self, media: MediaId) -> Upload | None:
        return self.uploads.get(media)


@dataclass
class FakePostKeys:
    drawn: int = 0

    def draw(self, parts: int) -> tuple[str, ...]:
        self.drawn += parts
        return tuple(f"key-{number}" for number in range(self.drawn - parts, self.drawn))


class FakePostLinks:
    def part(self, account: Account, link: str) -> PublishedPart | None:
        """`{server}/{handle}/{native id}` is a post of the account."""
        start = f"{account.server}/{account.handle}/"
        if not link.startswith(start):
            return None
        return PublishedPart(native_id=link.removeprefix(start), version="", url=link)


class FakeTextRules:
    """One character counts one. A thread is cut anywhere."""

    def measure(self, account: Account, text: str, surface: Surface | None = None) -> Measure:
        is_chat = account.platform is Platform.BLUESKY and surface is Surface.DIRECT_MESSAGE
        limit = 1_000 if is_chat else LIMITS[account.platform]
        return Measure(length=len(text), limit=limit, unit="characters")

    def links(self, account: Account, text: str) -> tuple[str, ...]:  # noqa: ARG002  the same everywhere
        return tuple(word for word in text.split() if word.startswith("https://"))

    def split(self, account: Account, text: str, suffix: str) -> Sequence[str]:
        limit = LIMITS[account.platform]
        if len(text + suffix) <= limit:
            return [text + suffix]
        if account.platform is Platform.X:
            raise Refused("the text is too long, and x shows no threads: make it shorter")
        room = limit - len(suffix) - 8
        bodies = [text[start : start + room] for start in range(0, len(text), room)]
        numbered = [f"{body} ({number}/{len(bodies)})" for number, body in enumerate(bodies, 1)]
        return [*numbered[:-1], numbered[-1] + suffix]
