"""Tell the audit trail first: what cannot be recorded is not done."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.audit.ports import AuditTrail
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.clock import Clock
from watchdesk.core.principal import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Ids, codes and hashes; never a word of a post."""

    trail: AuditTrail
    clock: Clock

    def __call__(
        self, principal: Principal, action: str, about: str, at: datetime | None = None, **facts: str
    ) -> datetime:
        """The instant of the deed. Raises TryLater if it could not be recorded: then it must not be done.

        With `at`, of a deed that may have been told already: told again as of the same instant it is one deed.
        """
        at = at or self.clock.now()
        self.trail.add(AuditEvent(actor=principal.subject, action=action, about=about, at=at, facts=facts))
        return at
