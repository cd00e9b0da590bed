"""What an account shows, and the sessions through which it is read."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from watchdesk.domain.account import Account, AccountId
from watchdesk.domain.watch import FeedTraits, Page


class Feed(Protocol):
    """One feed of one account, read newest first in pages.

    `page` raises the classes of domain/errors.py as the platform's answer deserves, and never raises for one
    item it cannot understand: that item is shown as Unreadable.
    """

    @property
    def traits(self) -> FeedTraits: ...

    def page(self, older: str | None, memo: str) -> Page:
        """The newest page (None) or the one that `older` of an earlier page asks for.

        `older` may be days old and come from another process. `memo` is what the last finished walk left.
        """
        ...


class Feeds(Protocol):
    def of(self, account: Account) -> Sequence[Feed]:
        """The feeds of an account, the one that must not wait first. Costs no call to the platform."""
        ...


class SessionStore(Protocol):
    """The platform sessions that must outlive a run. Never logged."""

    def read(self, account: AccountId) -> tuple[Mapping[str, str] | None, int]:
        """The session, if there is one, and its revision (0 without one)."""
        ...

    def write(self, account: AccountId, session: Mapping[str, str], revision: int) -> int:
        """Replace what was read at `revision` and return the new one. Raises LeaseLost if it moved on."""
        ...
