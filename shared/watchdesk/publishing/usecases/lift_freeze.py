"""Lift a freeze. A person other than the one who set it must do this."""

from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.freeze import WHOLE_FORCE
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.find_freeze import FindFreeze


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFreeze:
    find: FindFreeze
    freezes: Freezes
    record: RecordEvent

    def __call__(self, account: AccountId | None, principal: Principal) -> None:
        """Lift the freeze of this account, or with None of the whole force. What it held goes out within a minute.

        Raises Unknown as FindFreeze does, TryLater, and Conflict if there is no freeze or the principal set it.
        """
        stored = self.find(account, principal)
        if stored is None:
            raise Conflict(ConflictCode.NOT_FROZEN, "There is no freeze to lift.")
        if stored.by == principal.subject:
            message = "Another person than the one who set the freeze must lift it."
            raise Conflict(ConflictCode.SAME_PERSON, message)
        self.record(principal, "lift_freeze", account or WHOLE_FORCE, set_by=stored.by)
        self.freezes.lift(account)
