"""Which messages wait, and which were disposed of: without a word of them, unless somebody searches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Final

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.ports.alerts import AlertFile
from watchdesk.audit.record_deed import RecordDeed
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.principal import READING, Principal
from watchdesk.desk.domain.message_status import Standing
from watchdesk.desk.domain.views import Found, MessagePage, MessageQuery, Place
from watchdesk.desk.ports import AlertDesk, MessageDesk
from watchdesk.desk.usecases.label_alerts import NameAlerts
from watchdesk.desk.usecases.search_messages import SearchWords
from watchdesk.register.ports import Register

LONGEST_PAGE: Final = 100
READ_AT_ONCE: Final = 50
MOST_EXAMINED: Final = 300
"""Messages looked at for one page of a search or of the past; it is answered all the same, and names the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMessages:
    desk: MessageDesk
    alerts: AlertDesk
    file: AlertFile
    register: Register
    search: SearchWords
    name_alerts: NameAlerts
    record: RecordDeed
    clock: Clock

    def __call__(
        self, query: MessageQuery, principal: Principal, *, limit: int = 20, after: Place | None = None
    ) -> MessagePage:
        """The next to be overdue first; of what is disposed of, the last first.

        A page may be shorter than asked for, even empty, and still name the next. A search is told to the audit
        trail with how many it found; raises TryLater if it could not be told: then nothing is shown.
        """
        now, live = self.clock.now(), [each for each in self.alerts.live() if _may(query, principal, each.account)]
        listed = (
            self._past(query, principal, after)
            if query.is_about_the_past
            else self._present(query, principal, after, live)
        )
        admitted = ((each, query.admits(each, now)) for each in listed)
        found, end = self._page(admitted, query, max(1, min(limit, LONGEST_PAGE)))
        if query.words:
            about = " ".join(sorted(query.accounts)) or "*"
            self.record(principal, "search_messages", about, found=str(len(found)))
        return MessagePage(messages=self.name_alerts(found, now, live), after=end)

    def _page(
        self, listed: Iterator[tuple[Standing, bool]], query: MessageQuery, limit: int
    ) -> tuple[list[tuple[Standing, Found | None]], Place | None]:
        found = list[tuple[Standing, Found | None]]()
        place = _past_place if query.is_about_the_past else _present_place
        is_bounded, examined, last = query.is_about_the_past or bool(query.words), 0, None
        for standing, is_admitted in listed:
            if len(found) == limit or (is_bounded and examined == MOST_EXAMINED):
                return found, last
            examined, last = examined + 1, place(standing)
            if is_admitted:
                hit = self.search(standing, query.words) if query.words else None
                if hit is not None or not query.words:
                    found.append((standing, hit))
        return found, None

    def _present(
        self, query: MessageQuery, principal: Principal, after: Place | None, live: list[Alert]
    ) -> Iterator[Standing]:
        keys = {key for key in self.desk.due() if _may(query, principal, key.account)}
        for alert in live:
            keys.update(self.file.members(alert.id))
        standing = sorted(self.desk.standing(keys), key=_in_order(_present_place))
        start = None if after is None else (after[0], str(after[1]))
        yield from (each for each in standing if start is None or _in_order(_present_place)(each) > start)

    def _past(self, query: MessageQuery, principal: Principal, after: Place | None) -> Iterator[Standing]:
        named = query.accounts or {account.id for account in self.register.accounts()}
        accounts = sorted(account for account in named if _may(query, principal, account))
        latest_first = _in_order(_past_place)
        return merge(*(self._disposed(account, after) for account in accounts), key=latest_first, reverse=True)

    def _disposed(self, account: AccountId, after: Place | None) -> Iterator[Standing]:
        while page := self.desk.disposed(account, READ_AT_ONCE, after):
            yield from page
            after = _past_place(page[-1])


def _may(query: MessageQuery, principal: Principal, account: AccountId) -> bool:
    is_asked_for = not query.accounts or account in query.accounts
    return is_asked_for and principal.may_any(READING, account)


def _present_place(standing: Standing) -> Place:
    return standing.waiting.deadline, standing.key


def _past_place(standing: Standing) -> Place:
    at = standing.disposition.at if standing.disposition else standing.received_at
    return at, standing.key


def _in_order(place: Callable[[Standing], Place]) -> Callable[[Standing], tuple[datetime, str]]:
    def order(standing: Standing) -> tuple[datetime, str]:
        at, key = place(standing)
        return at, str(key)

    return order
