"""What composing a post needs of the world."""

from typing import Protocol

from watchdesk.core.account import Account
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import MediaId, PublishedPart
from watchdesk.publishing.domain.post_request import Upload
from watchdesk.register.domain.officer import Officer


class Directory(Protocol):
    """The officers who may be named in public. Always read anew: a name withheld is withheld at once."""

    def officer(self, subject: Subject) -> Officer | None:
        """As the register declares them; with no form allowed while the name is withheld."""
        ...

    def withhold(self, subject: Subject) -> None:
        """From now on no form of this name may be used, whatever the register says. Safe to repeat."""
        ...

    def restore(self, subject: Subject) -> None:
        """The register decides again. Safe to repeat."""
        ...


class Uploads(Protocol):
    """What is known of the images that were uploaded."""

    def add(self, upload: Upload) -> None: ...

    def upload(self, media: MediaId) -> Upload | None: ...


class PostKeys(Protocol):
    def draw(self, parts: int) -> tuple[str, ...]:
        """One new key per part, that nobody can guess. Each platform makes of it what it needs."""
        ...


class PostLinks(Protocol):
    def part(self, account: Account, link: str) -> PublishedPart | None:
        """What a link somebody copied from the platform leads to; None unless it is a post of this account."""
        ...
