"""Compose the words that tell a person of the entries in their pager."""

from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.core.errors import Defect


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeEntries:
    reader: AlertReader
    summarise: SummariseWaiting
    compose: ComposeText

    def __call__(self, text: Text) -> tuple[str, list[Exception]]:
        """Return the words of the text, and what could not be found out for it.

        A text that says little is better than none, so its words are short if its leading alert cannot be read.
        """
        try:
            return self._words(text)
        except Exception as error:  # noqa: BLE001  whatever it was, the person must hear of the alert
            error.add_note(f"alert={text.entries[0].alert}")
            return f"{text.entries[0].code}: messages are overdue. Please see the desk.", [error]

    def _words(self, text: Text) -> tuple[str, list[Exception]]:
        lead = text.entries[0]
        if lead.kind is PagerEntryKind.FOLLOW_UP:
            return self.compose.follow_up([self._alert(entry) for entry in text.entries])
        alert = self._alert(lead)
        notification = next((each for each in self.reader.notifications(alert.id) if each.n == lead.n), None)
        if notification is None:
            raise Defect("an entry has no notification")
        return self.compose.alert_text(alert, notification, self.summarise(alert), text.also)

    def _alert(self, entry: PagerEntry) -> Alert:
        alert = self.reader.alert(entry.alert)
        if alert is None:
            raise Defect("an entry has no alert")
        return alert
