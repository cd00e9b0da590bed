"""List the messages that wait, or those that were disposed of. Words are shown only to somebody who searches."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.clock import Clock
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.message_order import PageEnd, disposed_page_end, waiting_page_end
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.queries import MessageQuery
from watchdesk.desk.domain.views import MessagePage, SearchMatch
from watchdesk.desk.ports import AlertList
from watchdesk.desk.usecases.find_disposed_messages import FindDisposedMessages
from watchdesk.desk.usecases.find_waiting_messages import FindWaitingMessages
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.desk.usecases.search_message import SearchMessage

MAX_PAGE_SIZE: Final = 100
MAX_EXAMINED: Final = 300
"""How many messages are examined for one page of a search or of disposed messages; then the page ends early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMessages:
    alerts: AlertList
    find_waiting: FindWaitingMessages
    find_disposed: FindDisposedMessages
    search: SearchMessage
    label_alerts: LabelAlerts
    record: RecordEvent
    clock: Clock

    def __call__(
        self, query: MessageQuery, principal: Principal, *, limit: int = 20, after: PageEnd | None = None
    ) -> MessagePage:
        """Return those that are overdue first, or those that were disposed of last, at the top.

        A page may be shorter than `limit`, even empty, and still name the next one. A search is recorded in the
        audit trail with the number of messages found. Raises TryLater if it cannot be recorded; then nothing is
        shown.
        """
        now = self.clock.now()
        alerts = [alert for alert in self.alerts.unresolved() if query.covers(alert.account, principal)]
        statuses = (
            self.find_disposed(query, principal, after)
            if query.wants_disposed
            else self.find_waiting(query, principal, after, alerts)
        )
        admitted = ((status, query.admits(status, now)) for status in statuses)
        found, end = self._page(admitted, query, max(1, min(limit, MAX_PAGE_SIZE)))
        if query.words:
            about = " ".join(sorted(query.accounts)) or "*"
            self.record(principal, "search_messages", about, found=str(len(found)))
        return MessagePage(messages=self.label_alerts(found, now, alerts), after=end)

    def _page(
        self, admitted: Iterator[tuple[MessageStatus, bool]], query: MessageQuery, limit: int
    ) -> tuple[list[tuple[MessageStatus, SearchMatch | None]], PageEnd | None]:
        found = list[tuple[MessageStatus, SearchMatch | None]]()
        page_end = disposed_page_end if query.wants_disposed else waiting_page_end
        is_bounded, examined, last = query.wants_disposed or bool(query.words), 0, None
        for status, is_admitted in admitted:
            if len(found) == limit or (is_bounded and examined == MAX_EXAMINED):
                return found, last
            examined, last = examined + 1, page_end(status)
            if is_admitted:
                match = self.search(status, query.words) if query.words else None
                if match is not None or not query.words:
                    found.append((status, match))
        return found, None
