"""Decide what goes into one text to one person, and when it is sent.

Every text tells all entries that are in the pager by then. What a rate limit held back is in the next text and is
never dropped. An urgent entry waits only for the rate limits of its own class.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind, RateLimitClass
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW, next_allowed_at
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup

BUNDLE_WINDOW = timedelta(minutes=2)
"""How long an entry that is not urgent waits for others, so that one text tells them all."""

FRESH_AFTER = timedelta(hours=1)
"""If nobody was told about an account for so long, its first alert does not wait for others."""

RETRY_AFTER = timedelta(seconds=45)
"""The wait after a text that was certainly not sent. It is below a minute, so the next scheduled run retries."""

MAX_ENTRIES = 500
"""The most entries of one text, so that its item stays below DynamoDB's 400 KB. The next text tells the rest."""

GROUP_ORDER = tuple(AlertGroup)
"""The order in which a text names the groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlingDecision:
    limit_class: RateLimitClass = RateLimitClass.ORDINARY
    entries: tuple[PagerEntry, ...] = ()
    """The entries that one text tells now, in this order. It is empty if no text is sent now."""
    look: datetime | None = None
    """When to decide again if no text is sent now. None means when the next entry comes in."""
    capped: tuple[PagerEntry, ...] = ()
    """The entries that a rate limit holds back beyond the time at which they would have been sent."""


def choose_text(pager: Pager, now: datetime) -> BundlingDecision:
    """Choose all entries for one text as soon as one of them may be sent, else the time at which one may."""
    alerts = [entry for entry in pager.wanted if entry.kind is PagerEntryKind.ALERT]
    wanted = alerts or list(pager.wanted)
    fresh = _fresh_accounts(pager, now)
    goes_at, capped = {}, list[PagerEntry]()
    for limit_class in RateLimitClass:
        ready = [max(now, _ready_at(entry, fresh)) for entry in wanted if entry.limit_class is limit_class]
        if not ready:
            continue
        free = _free_at(pager, limit_class, now)
        goes_at[limit_class] = max(free, min(ready))
        capped += [
            entry
            for entry in wanted
            if entry.limit_class is limit_class and max(now, _ready_at(entry, fresh)) < free
        ]
    if not goes_at:
        return BundlingDecision()
    limit_class = min(goes_at, key=lambda each: goes_at[each])
    if goes_at[limit_class] > now:
        return BundlingDecision(look=goes_at[limit_class], capped=tuple(capped))
    return BundlingDecision(limit_class=limit_class, entries=in_text_order(wanted, fresh)[:MAX_ENTRIES])


def in_text_order(entries: Sequence[PagerEntry], fresh: frozenset[AccountId]) -> tuple[PagerEntry, ...]:
    """Return the entries in the order in which a text tells them.

    Urgent entries come first. Then the accounts take turns, and accounts of which nothing was told lately begin.
    If an alert has several entries, the newest stands for it and the earlier ones come last.
    """
    newest = {entry.alert: entry for entry in sorted(entries, key=_rank)}
    of_account: defaultdict[AccountId, list[PagerEntry]] = defaultdict(list)
    for entry in sorted(newest.values(), key=_rank):
        of_account[entry.account].append(entry)
    placed = [
        (entry.limit_class is not RateLimitClass.URGENT, turn + (account not in fresh), _rank(entry), entry)
        for account, theirs in of_account.items()
        for turn, entry in enumerate(theirs)
    ]
    told = [entry for *_, entry in sorted(placed, key=lambda each: each[:3])]
    return tuple(told + [entry for entry in sorted(entries, key=_rank) if entry != newest[entry.alert]])


def _rank(entry: PagerEntry) -> tuple[int, datetime, str, int]:
    return GROUP_ORDER.index(entry.group), entry.wanted_at, entry.alert, entry.n


def _fresh_accounts(pager: Pager, now: datetime) -> frozenset[AccountId]:
    told = {
        entry.account
        for text in pager.tried
        if text.may_have_left and text.at > now - FRESH_AFTER
        for entry in text.entries
    }
    return frozenset(entry.account for entry in pager.wanted) - told


def _ready_at(entry: PagerEntry, fresh: frozenset[AccountId]) -> datetime:
    if (
        entry.limit_class is RateLimitClass.URGENT
        or entry.kind is PagerEntryKind.FOLLOW_UP
        or entry.account in fresh
    ):
        return entry.wanted_at
    return entry.wanted_at + BUNDLE_WINDOW


def _free_at(pager: Pager, limit_class: RateLimitClass, now: datetime) -> datetime:
    texts = [text for text in pager.tried if text.limit_class is limit_class and text.at > now - LONGEST_WINDOW]
    tried_again = [text.at + RETRY_AFTER for text in texts if not text.may_have_left]
    return max([next_allowed_at([text.at for text in texts if text.may_have_left], now), *tried_again])
