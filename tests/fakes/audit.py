"""The chain of deeds in memory."""

from collections.abc import Iterator, Sequence

from watchdesk.audit.trail import GENESIS, AuditEntry, AuditEvent, chain_entry


class FakeAuditTrail:
    def __init__(self) -> None:
        self.chain: list[AuditEntry] = []
        self.trouble: Exception | None = None
        """Raised instead of appending, until it is taken away."""

    @property
    def deeds(self) -> list[AuditEvent]:
        return [each.deed for each in self.chain]

    def add(self, deed: AuditEvent) -> AuditEntry:
        if self.trouble is not None:
            raise self.trouble
        for told in self.chain:
            if told.deed == deed:
                return told
        previous = self.chain[-1].hash if self.chain else GENESIS
        self.chain.append(chain_entry(len(self.chain), deed, previous))
        return self.chain[-1]

    def entries(self) -> Iterator[AuditEntry]:
        yield from self.chain

    def about(self, about: str) -> Sequence[AuditEntry]:
        return [each for each in self.chain if each.deed.about == about]
