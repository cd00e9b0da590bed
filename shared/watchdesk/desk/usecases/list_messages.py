"""Which messages wait, and which were disposed of: without a word of them, unless somebody searches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Final

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.principal import MAY_READ_MESSAGES, Principal
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import MessagePage, MessageQuery, PageEnd, SearchMatch
from watchdesk.desk.ports import AlertList, MessageList
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.desk.usecases.search_message import SearchMessage
from watchdesk.register.ports import Register

MAX_PAGE_SIZE: Final = 100
BATCH_SIZE: Final = 50
MAX_EXAMINED: Final = 300
"""Messages looked at for one page of a search or of the past; it is answered all the same, and names the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMessages:
    desk: MessageList
    alerts: AlertList
    reader: AlertReader
    register: Register
    search: SearchMessage
    label_alerts: LabelAlerts
    record: RecordEvent
    clock: Clock

    def __call__(
        self, query: MessageQuery, principal: Principal, *, limit: int = 20, after: PageEnd | None = None
    ) -> MessagePage:
        """The next to be overdue first; of what is disposed of, the last first.

        A page may be shorter than asked for, even empty, and still name the next. A search is told to the audit
        trail with how many it found; raises TryLater if it could not be told: then nothing is shown.
        """
        now, live = (
            self.clock.now(),
            [each for each in self.alerts.unresolved() if _may(query, principal, each.account)],
        )
        listed = (
            self._past(query, principal, after)
            if query.is_about_the_past
            else self._present(query, principal, after, live)
        )
        admitted = ((each, query.admits(each, now)) for each in listed)
        found, end = self._page(admitted, query, max(1, min(limit, MAX_PAGE_SIZE)))
        if query.words:
            about = " ".join(sorted(query.accounts)) or "*"
            self.record(principal, "search_messages", about, found=str(len(found)))
        return MessagePage(messages=self.label_alerts(found, now, live), after=end)

    def _page(
        self, listed: Iterator[tuple[MessageStatus, bool]], query: MessageQuery, limit: int
    ) -> tuple[list[tuple[MessageStatus, SearchMatch | None]], PageEnd | None]:
        found = list[tuple[MessageStatus, SearchMatch | None]]()
        place = _past_place if query.is_about_the_past else _present_place
        is_bounded, examined, last = query.is_about_the_past or bool(query.words), 0, None
        for status, is_admitted in listed:
            if len(found) == limit or (is_bounded and examined == MAX_EXAMINED):
                return found, last
            examined, last = examined + 1, place(status)
            if is_admitted:
                hit = self.search(status, query.words) if query.words else None
                if hit is not None or not query.words:
                    found.append((status, hit))
        return found, None

    def _present(
        self, query: MessageQuery, principal: Principal, after: PageEnd | None, live: list[Alert]
    ) -> Iterator[MessageStatus]:
        keys = {key for key in self.desk.due() if _may(query, principal, key.account)}
        for alert in live:
            keys.update(self.reader.members(alert.id))
        waiting = sorted(self.desk.statuses(keys), key=_in_order(_present_place))
        start = None if after is None else (after[0], str(after[1]))
        yield from (each for each in waiting if start is None or _in_order(_present_place)(each) > start)

    def _past(self, query: MessageQuery, principal: Principal, after: PageEnd | None) -> Iterator[MessageStatus]:
        named = query.accounts or {account.id for account in self.register.accounts()}
        accounts = sorted(account for account in named if _may(query, principal, account))
        latest_first = _in_order(_past_place)
        return merge(*(self._disposed(account, after) for account in accounts), key=latest_first, reverse=True)

    def _disposed(self, account: AccountId, after: PageEnd | None) -> Iterator[MessageStatus]:
        while page := self.desk.disposed(account, BATCH_SIZE, after):
            yield from page
            after = _past_place(page[-1])


def _may(query: MessageQuery, principal: Principal, account: AccountId) -> bool:
    is_asked_for = not query.accounts or account in query.accounts
    return is_asked_for and principal.may_any(MAY_READ_MESSAGES, account)


def _present_place(status: MessageStatus) -> PageEnd:
    return status.waiting.deadline, status.key


def _past_place(status: MessageStatus) -> PageEnd:
    at = status.disposition.at if status.disposition else status.received_at
    return at, status.key


def _in_order(place: Callable[[MessageStatus], PageEnd]) -> Callable[[MessageStatus], tuple[datetime, str]]:
    def order(status: MessageStatus) -> tuple[datetime, str]:
        at, key = place(status)
        return at, str(key)

    return order
