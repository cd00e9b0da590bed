"""The ports of the audit trail."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from watchdesk.audit.trail import AuditEntry, AuditEvent


class AuditTrail(Protocol):
    """Appends events to the chain and reads it."""

    def add(self, event: AuditEvent) -> AuditEntry:
        """Append one event. The same event added again is still one entry.

        Raises TryLater if the chain could not be extended. Then the action must not be performed.
        """
        ...

    def entries(self) -> Iterator[AuditEntry]:
        """Yield the whole chain in order."""
        ...


class AuditHistory(Protocol):
    """Reads the entries about one thing."""

    def about(self, about: str) -> Sequence[AuditEntry]:
        """Return the entries about one thing in the order of the chain. The newest may be missing for a moment."""
        ...
