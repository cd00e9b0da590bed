"""What goes into one text to one person, and when?

Every text tells everything that is wanted of its person by then: what a cap held back is in the next text, never
dropped. An urgent page waits for nothing but its own lane's caps.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.alerting.domain.pager import Lane, Page, PageKind, Pager
from watchdesk.alerting.domain.rate_limits import SPAN, free_at
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import Group

BUNDLE_WINDOW = timedelta(minutes=2)
"""The longest a page that is not urgent waits for others, so that one text tells them all."""

FRESH_AFTER = timedelta(hours=1)
"""An account nobody was told about for this long jumps the queue: its first alert waits for no others."""

TRY_AGAIN = timedelta(seconds=45)
"""After a text that certainly did not leave. Less than the minute between two ticks: the next one tries again."""

MOST_PAGES = 500
"""What one text tells at most, so that the note of it stays small enough to be kept. The rest is in the next."""

ORDER = tuple(Group)
"""What a text names first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    lane: Lane = Lane.ORDINARY
    pages: tuple[Page, ...] = ()
    """What one text tells now, in this order. Empty: none leaves now."""
    look: datetime | None = None
    """When to decide anew, if none leaves now; None: when the next page is wanted."""
    capped: tuple[Page, ...] = ()
    """What a cap holds back beyond the time at which it would have left."""


def choose(pager: Pager, now: datetime) -> Decision:
    """All that is wanted in one text as soon as any of it may go, else the time at which it may."""
    alerts = [page for page in pager.wanted if page.kind is PageKind.ALERT]
    wanted = alerts or list(pager.wanted)
    fresh = _fresh_accounts(pager, now)
    goes_at, capped = {}, list[Page]()
    for lane in Lane:
        ready = [max(now, _ready_at(page, fresh)) for page in wanted if page.lane is lane]
        if not ready:
            continue
        free = _free_at(pager, lane, now)
        goes_at[lane] = max(free, min(ready))
        capped += [page for page in wanted if page.lane is lane and max(now, _ready_at(page, fresh)) < free]
    if not goes_at:
        return Decision()
    lane = min(goes_at, key=lambda each: goes_at[each])
    if goes_at[lane] > now:
        return Decision(look=goes_at[lane], capped=tuple(capped))
    return Decision(lane=lane, pages=in_order(wanted, fresh)[:MOST_PAGES])


def in_order(pages: Sequence[Page], fresh: frozenset[AccountId]) -> tuple[Page, ...]:
    """Urgent ones first; then in turns, one of each account, those first of which nothing was told lately.

    Earlier pages of an alert that is told by its newest one come last.
    """
    newest = {page.alert: page for page in sorted(pages, key=_rank)}
    of_account: defaultdict[AccountId, list[Page]] = defaultdict(list)
    for page in sorted(newest.values(), key=_rank):
        of_account[page.account].append(page)
    placed = [
        (page.lane is not Lane.URGENT, turn + (account not in fresh), _rank(page), page)
        for account, theirs in of_account.items()
        for turn, page in enumerate(theirs)
    ]
    told = [page for *_, page in sorted(placed, key=lambda each: each[:3])]
    return tuple(told + [page for page in sorted(pages, key=_rank) if page != newest[page.alert]])


def _rank(page: Page) -> tuple[int, datetime, str, int]:
    return ORDER.index(page.group), page.wanted_at, page.alert, page.n


def _fresh_accounts(pager: Pager, now: datetime) -> frozenset[AccountId]:
    told = {
        page.account
        for text in pager.tried
        if text.may_have_left and text.at > now - FRESH_AFTER
        for page in text.pages
    }
    return frozenset(page.account for page in pager.wanted) - told


def _ready_at(page: Page, fresh: frozenset[AccountId]) -> datetime:
    if page.lane is Lane.URGENT or page.kind is PageKind.FOLLOW_UP or page.account in fresh:
        return page.wanted_at
    return page.wanted_at + BUNDLE_WINDOW


def _free_at(pager: Pager, lane: Lane, now: datetime) -> datetime:
    texts = [text for text in pager.tried if text.lane is lane and text.at > now - SPAN]
    tried_again = [text.at + TRY_AGAIN for text in texts if not text.may_have_left]
    return max([free_at([text.at for text in texts if text.may_have_left], now), *tried_again])
