"""Where a platform session outlives the run that opened it."""

from collections.abc import Mapping
from typing import Protocol

from watchdesk.core.account import AccountId

Session = Mapping[str, str]
"""Tokens and what belongs to them, in the platform's own terms. Secret: never logged, never in an error's text."""


class SessionStore(Protocol):
    """Sessions by account, written only on top of the revision that was read."""

    def read(self, account: AccountId) -> tuple[Session | None, int]:
        """The stored session and its revision; (None, 0) if there is none. Consistently read."""
        ...

    def write(self, account: AccountId, session: Session, revision: int) -> int:
        """Replace the session and return its new revision. Raises LeaseLost if it has moved past `revision`.

        Replacing nothing takes revision 0.
        """
        ...
