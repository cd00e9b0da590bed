"""Record an action in the audit trail before it is performed."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.audit.ports import AuditTrail
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.clock import Clock
from watchdesk.core.principal import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Records ids, codes and hashes, and no words of a post."""

    trail: AuditTrail
    clock: Clock

    def __call__(
        self, principal: Principal, action: str, about: str, at: datetime | None = None, **facts: str
    ) -> datetime:
        """Record the action and return its instant.

        Raises TryLater if it could not be recorded. Then the action must not be performed. A caller that may
        record the same action twice gives `at`: two records with the same instant are one entry.
        """
        at = at or self.clock.now()
        self.trail.add(AuditEvent(actor=principal.subject, action=action, about=about, at=at, facts=facts))
        return at
