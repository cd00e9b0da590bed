"""The store in which a session with a platform outlives the run that opened it."""

from collections.abc import Mapping
from typing import Protocol

from watchdesk.core.account import AccountId

Session = Mapping[str, str]
"""Tokens and what belongs to them, in the platform's own terms.

They are secret: no log and no error quotes them.
"""


class SessionStore(Protocol):
    """Sessions by account. A write succeeds only on top of the revision that was read."""

    def read(self, account: AccountId) -> tuple[Session | None, int]:
        """Return the stored session and its revision, or (None, 0) if there is none. The read is consistent."""
        ...

    def write(self, account: AccountId, session: Session, revision: int) -> int:
        """Replace the session and return its new revision. Raises LeaseLost if it has moved past `revision`.

        Replacing nothing takes revision 0.
        """
        ...
