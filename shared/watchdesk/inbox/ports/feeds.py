"""What an account shows."""

from collections.abc import Sequence
from typing import Protocol

from watchdesk.core.account import Account
from watchdesk.inbox.domain.feed_state import FeedPage, FeedTraits


class Feed(Protocol):
    """One feed of one account, read newest first in pages.

    `page` raises the classes of core/errors.py as the platform's answer deserves, and never raises for one
    item it cannot understand: that item is shown as Unreadable.
    """

    @property
    def traits(self) -> FeedTraits: ...

    def page(self, older: str | None, memo: str) -> FeedPage:
        """The newest page (None) or the one that `older` of an earlier page asks for.

        `older` may be days old and come from another process. `memo` is what the last finished walk left.
        """
        ...


class Feeds(Protocol):
    def of(self, account: Account) -> Sequence[Feed]:
        """The feeds of an account, the one that must not wait first. Costs no call to the platform."""
        ...
