"""The feeds of an account."""

from collections.abc import Sequence
from typing import Protocol

from watchdesk.core.account import Account
from watchdesk.inbox.domain.feed_state import FeedPage, FeedTraits


class Feed(Protocol):
    """One feed of one account, read newest first in pages.

    `page` raises the errors of core/errors.py that fit the platform's answer. It never raises for one item that it
    cannot understand: it shows that item as Unreadable.
    """

    @property
    def traits(self) -> FeedTraits:
        """How the feed must be walked."""
        ...

    def page(self, older: str | None, memo: str) -> FeedPage:
        """Return the newest page (None), or the one at the cursor `older` of an earlier page.

        `older` may be days old and come from another process. `memo` is what the last finished walk left.
        """
        ...


class Feeds(Protocol):
    """The feeds of every account."""

    def of(self, account: Account) -> Sequence[Feed]:
        """Return the feeds of an account, the most urgent first. This makes no call to the platform."""
        ...
