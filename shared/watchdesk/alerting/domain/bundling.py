"""What goes into one text to one person, and when?

Every text tells everything that is wanted of its person by then: what a cap held back is in the next text, never
dropped. An urgent page waits for nothing but its own lane's caps.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.alerting.domain.pager import EntryKind, Pager, PagerEntry, RateLimitClass
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW, next_allowed_at
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup

BUNDLE_WINDOW = timedelta(minutes=2)
"""The longest a page that is not urgent waits for others, so that one text tells them all."""

FRESH_AFTER = timedelta(hours=1)
"""An account nobody was told about for this long jumps the queue: its first alert waits for no others."""

RETRY_AFTER = timedelta(seconds=45)
"""After a text that certainly did not leave. Less than the minute between two ticks: the next one tries again."""

MAX_ENTRIES = 500
"""What one text tells at most, so that the note of it stays small enough to be kept. The rest is in the next."""

GROUP_ORDER = tuple(AlertGroup)
"""What a text names first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlingDecision:
    lane: RateLimitClass = RateLimitClass.ORDINARY
    pages: tuple[PagerEntry, ...] = ()
    """What one text tells now, in this order. Empty: none leaves now."""
    look: datetime | None = None
    """When to decide anew, if none leaves now; None: when the next page is wanted."""
    capped: tuple[PagerEntry, ...] = ()
    """What a cap holds back beyond the time at which it would have left."""


def choose_text(pager: Pager, now: datetime) -> BundlingDecision:
    """All that is wanted in one text as soon as any of it may go, else the time at which it may."""
    alerts = [page for page in pager.wanted if page.kind is EntryKind.ALERT]
    wanted = alerts or list(pager.wanted)
    fresh = _fresh_accounts(pager, now)
    goes_at, capped = {}, list[PagerEntry]()
    for lane in RateLimitClass:
        ready = [max(now, _ready_at(page, fresh)) for page in wanted if page.lane is lane]
        if not ready:
            continue
        free = _free_at(pager, lane, now)
        goes_at[lane] = max(free, min(ready))
        capped += [page for page in wanted if page.lane is lane and max(now, _ready_at(page, fresh)) < free]
    if not goes_at:
        return BundlingDecision()
    lane = min(goes_at, key=lambda each: goes_at[each])
    if goes_at[lane] > now:
        return BundlingDecision(look=goes_at[lane], capped=tuple(capped))
    return BundlingDecision(lane=lane, pages=in_text_order(wanted, fresh)[:MAX_ENTRIES])


def in_text_order(pages: Sequence[PagerEntry], fresh: frozenset[AccountId]) -> tuple[PagerEntry, ...]:
    """Urgent ones first; then in turns, one of each account, those first of which nothing was told lately.

    Earlier pages of an alert that is told by its newest one come last.
    """
    newest = {page.alert: page for page in sorted(pages, key=_rank)}
    of_account: defaultdict[AccountId, list[PagerEntry]] = defaultdict(list)
    for page in sorted(newest.values(), key=_rank):
        of_account[page.account].append(page)
    placed = [
        (page.lane is not RateLimitClass.URGENT, turn + (account not in fresh), _rank(page), page)
        for account, theirs in of_account.items()
        for turn, page in enumerate(theirs)
    ]
    told = [page for *_, page in sorted(placed, key=lambda each: each[:3])]
    return tuple(told + [page for page in sorted(pages, key=_rank) if page != newest[page.alert]])


def _rank(page: PagerEntry) -> tuple[int, datetime, str, int]:
    return GROUP_ORDER.index(page.group), page.wanted_at, page.alert, page.n


def _fresh_accounts(pager: Pager, now: datetime) -> frozenset[AccountId]:
    told = {
        page.account
        for text in pager.tried
        if text.may_have_left and text.at > now - FRESH_AFTER
        for page in text.pages
    }
    return frozenset(page.account for page in pager.wanted) - told


def _ready_at(page: PagerEntry, fresh: frozenset[AccountId]) -> datetime:
    if page.lane is RateLimitClass.URGENT or page.kind is EntryKind.FOLLOW_UP or page.account in fresh:
        return page.wanted_at
    return page.wanted_at + BUNDLE_WINDOW


def _free_at(pager: Pager, lane: RateLimitClass, now: datetime) -> datetime:
    texts = [text for text in pager.tried if text.lane is lane and text.at > now - LONGEST_WINDOW]
    tried_again = [text.at + RETRY_AFTER for text in texts if not text.may_have_left]
    return max([next_allowed_at([text.at for text in texts if text.may_have_left], now), *tried_again])
