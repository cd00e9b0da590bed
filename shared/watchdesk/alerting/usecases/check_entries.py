"""Check which entries of a pager still need telling, just before a text would be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, WatchdeskError
from watchdesk.register.domain.person import PersonId


@dataclass(slots=True)
class EntryCheck:
    lapsed: list[PagerEntry] = field(default_factory=list)
    """The entries that need no telling any more."""
    unchecked: list[PagerEntry] = field(default_factory=list)
    """The entries whose alerts could not be read."""
    errors: list[Exception] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntries:
    reader: AlertReader
    summarise: SummariseWaiting
    clock: Clock

    def __call__(self, person: PersonId, entries: Sequence[PagerEntry]) -> EntryCheck:
        """Check every entry. If one alert cannot be read, the person still hears of the others."""
        check = EntryCheck()
        for entry in entries:
            try:
                if not self._needs_telling(person, entry):
                    check.lapsed.append(entry)
            except WatchdeskError as error:
                error.add_note(f"alert={entry.alert}")
                check.unchecked.append(entry)
                check.errors.append(error)
        return check

    def _needs_telling(self, person: PersonId, entry: PagerEntry) -> bool:
        alert = self.reader.alert(entry.alert)
        if alert is None:
            raise Defect("an entry has no alert")
        if not entry.is_news(alert, person, self.clock.now()):
            return False
        return not entry.asks_for_answer or self.summarise(alert) is not None
