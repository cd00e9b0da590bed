"""The append-only record of who did what."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from watchdesk.audit.trail import AuditEntry, AuditEvent


class AuditTrail(Protocol):
    def add(self, deed: AuditEvent) -> AuditEntry:
        """Append one deed; the same deed, told again, is still one entry.

        Raises TryLater if the chain could not be extended; then the deed must not be done.
        """
        ...

    def entries(self) -> Iterator[AuditEntry]:
        """The whole chain, in order."""
        ...


class AuditHistory(Protocol):
    def about(self, about: str) -> Sequence[AuditEntry]:
        """What was done to one thing, in the order of the chain. The newest may be missing for a moment."""
        ...
