"""Errors named after what the caller should do.

WatchdeskError
+-- TryLater            the other system is busy or down; the next run may succeed
|   +-- RateLimited     the same, and it said until when
+-- NeedsAPerson        retrying cannot help until a person acts
|   +-- Reconnect       the credential is dead: store a new one
|   +-- AccountBlocked  the platform suspended, deactivated or locked the account
|   +-- PermissionLost  the credential lacks a permission that one feed needs
|   +-- QuotaSpent      a paid or daily quota is used up
+-- Gone                the thing no longer exists on the platform
+-- Refused             this item is wrong and will be refused again
|   +-- OptedOut        the number has sent STOP and receives nothing until it sends START
+-- Unconfirmed         it may have happened: check before you do it again
+-- LeaseLost           another run holds or changed this record: leave it to that run
+-- Defect              a contract was broken, by us or by the other system: never retry
+-- Unknown             there is no such thing, or this principal may not see it
+-- Unacceptable        the request must be changed first; every problem is named
+-- Conflict            the current state does not allow it: read the state again
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from watchdesk.core.problems import Problem


class WatchdeskError(Exception):
    """Base of all errors that this system raises on purpose. `kind` is its word in logs, metrics and `watch`."""

    kind: ClassVar[str] = "error"


class TryLater(WatchdeskError):
    """The other system is busy or down. The next run may succeed."""

    kind = "transient"


class RateLimited(TryLater):
    """The platform asks for a pause until `until` (aware, UTC). None means that it gave no time."""

    kind = "rate_limit"

    def __init__(self, message: str, *, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


class NeedsAPerson(WatchdeskError):
    """A credential, a setting or a policy is wrong, so retrying cannot help."""

    kind = "needs_a_person"


class Reconnect(NeedsAPerson):
    """The platform refused the credential for good. A person must store a new one."""

    kind = "auth_reconnect"


class AccountBlocked(NeedsAPerson):
    """The platform has suspended, deactivated or locked the account."""

    kind = "auth_human"


class PermissionLost(NeedsAPerson):
    """The credential works but lacks a permission that one feed needs. Other feeds go on."""

    kind = "permission"


class QuotaSpent(NeedsAPerson):
    """A quota is used up that only time or money refills."""

    kind = "quota"


class Gone(WatchdeskError):
    """The thing no longer exists on the platform, or is hidden from us."""

    kind = "gone"


class Refused(WatchdeskError):
    """This item was refused and would be refused again."""

    kind = "permanent_item"


class OptedOut(Refused):
    """The number has sent STOP, so no text reaches it until its owner sends START."""

    kind = "opted_out"


class Unconfirmed(WatchdeskError):
    """The answer was lost, so it may have happened. The caller must check before it repeats the call."""

    kind = "unconfirmed"


class LeaseLost(WatchdeskError):
    """Another run holds this record or has changed it since it was read. The caller must leave it to that run."""

    kind = "lease_lost"


class Defect(WatchdeskError):
    """A contract was broken, by us or by another system. Retrying would repeat it, so it is kept for a person."""

    kind = "bug"


class Unknown(WatchdeskError):
    """There is no such thing, or this principal may not see it. The error does not tell which."""

    kind = "unknown"


class Unacceptable(WatchdeskError):
    """The request must be changed first. The error names everything that is wrong with it."""

    kind = "unacceptable"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(sorted({problem.code for problem in problems})))
        self.problems = tuple(problems)


class ConflictCode(StrEnum):
    """Why something cannot be done now: a stable word for programs."""

    KEY_USED = "key_used"
    """The same key came with another request."""
    NOT_AWAITING = "not_awaiting"
    OWN_POST = "own_post"
    CHANGED = "changed"
    """The post no longer reads as it did when the principal read it."""
    ALREADY_OUT = "already_out"
    NOT_FAILED = "not_failed"
    NOT_UNCONFIRMED = "not_unconfirmed"
    WITHDRAWN = "withdrawn"
    SAME_PERSON = "same_person"
    """The action needs a second person."""
    NOT_FROZEN = "not_frozen"
    CLAIMED = "claimed"
    """Somebody else has claimed the message."""
    DISPOSED = "disposed"
    """Somebody has already disposed of the message."""


class Conflict(WatchdeskError):
    """The current state does not allow the action. The text tells a person why."""

    kind = "conflict"

    def __init__(self, code: ConflictCode, message: str) -> None:
        super().__init__(message)
        self.code = code
