"""What went wrong, named after what the caller should do.

WatchdeskError
+-- TryLater            the outside world is busy or down; the next run may succeed
|   +-- RateLimited     the same, and it said until when
+-- NeedsAPerson        retrying cannot help until someone acts
|   +-- Reconnect       a credential is dead: store a new one
|   +-- AccountBlocked    the platform suspended, deactivated or locked the account
|   +-- PermissionLost  the credential lacks a permission that one feed needs
|   +-- QuotaSpent      a paid or daily quota is used up
+-- Gone                the thing asked for no longer exists there
+-- Refused             this item is wrong and will be refused again
|   +-- OptedOut        the number has said STOP: nothing reaches it until it says START
+-- Unconfirmed         it may have happened: look before doing it again
+-- LeaseLost           another run holds or changed this record; give way
+-- Defect              the contract was not kept, by us or by them: never retried
+-- Unknown             no such thing, or not for this principal: never said which
+-- Unacceptable        what was asked for must be changed first: every problem is named
+-- Conflict            it cannot be done to this thing as it stands now: read it again
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from watchdesk.core.problems import Problem


class WatchdeskError(Exception):
    """Every error this system raises on purpose. `kind` is the word logs, metrics and `watch` show."""

    kind: ClassVar[str] = "error"


class TryLater(WatchdeskError):
    """The outside world is busy or down; the next run may succeed."""

    kind = "transient"


class RateLimited(TryLater):
    """The platform asks for a pause until `until` (aware, UTC), or does not say (None)."""

    kind = "rate_limit"

    def __init__(self, message: str, *, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


class NeedsAPerson(WatchdeskError):
    """Retrying cannot help: a credential, a setting or a policy is wrong."""

    kind = "needs_a_person"


class Reconnect(NeedsAPerson):
    """The platform refused the credential for good: somebody must store a new one."""

    kind = "auth_reconnect"


class AccountBlocked(NeedsAPerson):
    """The account itself is suspended, deactivated or locked on the platform."""

    kind = "auth_human"


class PermissionLost(NeedsAPerson):
    """The credential works but lacks what this one feed needs; other feeds go on."""

    kind = "permission"


class QuotaSpent(NeedsAPerson):
    """A quota that only time or money refills is used up."""

    kind = "quota"


class Gone(WatchdeskError):
    """What was asked for no longer exists on the platform, or is hidden from us."""

    kind = "gone"


class Refused(WatchdeskError):
    """This one item was refused and would be refused again."""

    kind = "permanent_item"


class OptedOut(Refused):
    """The number has said STOP: no text reaches it until its owner says START."""

    kind = "opted_out"


class Unconfirmed(WatchdeskError):
    """The answer was lost: it may have happened. Look before doing it again."""

    kind = "unconfirmed"


class LeaseLost(WatchdeskError):
    """Another run holds this record or has changed it since it was read: give way."""

    kind = "lease_lost"


class Defect(WatchdeskError):
    """A contract was broken, by us or by them. Retrying repeats it; it is kept for a person."""

    kind = "bug"


class Unknown(WatchdeskError):
    """There is no such thing, or it is not for this principal: both read the same."""

    kind = "unknown"


class Unacceptable(WatchdeskError):
    """What was asked for must be changed first. All that is wrong with it is told at once."""

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
    """It cannot be done to this thing as it stands now. The text says why, for a person."""

    kind = "conflict"

    def __init__(self, code: ConflictCode, message: str) -> None:
        super().__init__(message)
        self.code = code
