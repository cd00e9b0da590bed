"""The ports that composing a post needs."""

from typing import Protocol

from watchdesk.core.account import Account
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.register.domain.officer import Officer


class Directory(Protocol):
    """The officers who may be named in public. Nothing is cached, so that a withheld name is withheld at once."""

    def officer(self, subject: Subject) -> Officer | None:
        """Return the officer as the register declares them. A withheld name has no allowed form."""
        ...

    def withhold(self, subject: Subject) -> None:
        """Allow no form of this name, whatever the register says. Safe to repeat."""
        ...

    def restore(self, subject: Subject) -> None:
        """Allow again the forms that the register allows. Safe to repeat."""
        ...


class PostKeys(Protocol):
    def draw(self, parts: int) -> tuple[str, ...]:
        """Return one new key for each part, which nobody can guess. Each platform derives its own key from it."""
        ...


class PostLinks(Protocol):
    def part(self, account: Account, link: str) -> PublishedPart | None:
        """Return the part that a link copied from the platform leads to; None unless this account published it."""
        ...
