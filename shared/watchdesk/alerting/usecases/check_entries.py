"""What a text about these entries would say, as things stand this very moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.pager_entry import EntryKind, PagerEntry
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, WatchdeskError
from watchdesk.register.domain.person import PersonId

FOLLOW_UP_LIFE = timedelta(hours=1)
"""Later than this nobody needs to be told that they may stay where they are."""


@dataclass(slots=True)
class EntryCheck:
    """Which entries need no telling any more, and which could not be looked at."""

    lapsed: list[PagerEntry] = field(default_factory=list)
    troubled: list[PagerEntry] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntries:
    reader: AlertReader
    still_waiting: SummariseWaiting
    word: ComposeText
    clock: Clock

    def look(self, person: PersonId, entries: Sequence[PagerEntry]) -> EntryCheck:
        """One alert that cannot be read does not keep its person from hearing of the others."""
        standing = EntryCheck()
        for entry in entries:
            try:
                if not self._is_standing(person, entry):
                    standing.lapsed.append(entry)
            except WatchdeskError as error:
                error.add_note(f"alert={entry.alert}")
                standing.troubled.append(entry)
                standing.errors.append(error)
        return standing

    def words(self, text: Text) -> tuple[str, list[Exception]]:
        """What it says, and what could not be found out for it."""
        lead = text.entries[0]
        if lead.kind is EntryKind.FOLLOW_UP:
            return self.word.taken([self._alert(entry) for entry in text.entries])
        alert = self._alert(lead)
        notification = next((each for each in self.reader.notifications(alert.id) if each.n == lead.n), None)
        if notification is None:
            raise Defect("an entry has no notification")
        summary = self.still_waiting(alert) or WaitingSummary.of([])
        return self.word.about(alert, notification, summary, text.also)

    def _is_standing(self, person: PersonId, entry: PagerEntry) -> bool:
        alert = self._alert(entry)
        if entry.kind is EntryKind.FOLLOW_UP:
            is_news = self.clock.now() < entry.wanted_at + FOLLOW_UP_LIFE
            return alert.state is AlertState.ACKNOWLEDGED and is_news
        is_asked = alert.state is AlertState.OPEN and person not in alert.answered_by
        return is_asked and self.still_waiting(alert) is not None

    def _alert(self, entry: PagerEntry) -> Alert:
        alert = self.reader.alert(entry.alert)
        if alert is None:
            raise Defect("an entry has no alert")
        return alert
