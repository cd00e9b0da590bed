"""What does one person have to be told, in which text, and when?

Every text tells everything that is wanted of its person by then: what a cap held back is in the next text, never
dropped. An urgent page waits for nothing but its own lane's caps.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watchdesk.domain.account import AccountId
from watchdesk.domain.alert import Alert, AlertId, Code, Group
from watchdesk.domain.caps import SPAN, free_at
from watchdesk.domain.notification import TextState
from watchdesk.domain.person import PersonId

BUNDLE_WINDOW = timedelta(minutes=2)
"""The longest a page that is not urgent waits for others, so that one text tells them all."""

FRESH_AFTER = timedelta(hours=1)
"""An account nobody was told about for this long jumps the queue: its first alert waits for no others."""

TRY_AGAIN = timedelta(seconds=45)
"""After a text that certainly did not leave. Less than the minute between two ticks: the next one tries again."""

ORDER = tuple(Group)
"""What a text names first."""


class PageKind(StrEnum):
    ALERT = "alert"
    """Asks for an answer: the alert is open. The daily test is one too; its group says so."""
    FOLLOW_UP = "follow_up"
    """Asks for nothing: who has taken the alert, and when."""


class Lane(StrEnum):
    """Texts of one lane never use up the caps of the other."""

    URGENT = "urgent"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One thing one person is to be told by text."""

    alert: AlertId
    account: AccountId
    group: Group
    code: Code
    wanted_at: datetime
    n: int = 0
    """The number of its notification within the alert; a follow-up has none."""
    kind: PageKind = PageKind.ALERT
    tries: int = 0
    """How many texts were to tell it so far."""
    is_capped: bool = False
    """It was held back by a cap, and its alert's history says so."""

    @staticmethod
    def of(alert: Alert, now: datetime, *, n: int = 0, kind: PageKind = PageKind.ALERT) -> "Page":
        return Page(
            alert=alert.id,
            account=alert.account,
            group=alert.group,
            code=alert.code,
            wanted_at=now,
            n=n,
            kind=kind,
        )

    @property
    def lane(self) -> Lane:
        is_urgent = self.group is Group.URGENT and self.kind is PageKind.ALERT
        return Lane.URGENT if is_urgent else Lane.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to one person: stored whole before it is sent, so that a run that dies loses no page of it."""

    at: datetime
    lane: Lane
    """Whose caps it counts against."""
    pages: tuple[Page, ...]
    """The first one leads: the text carries its link. Nothing is told of the others but account and code."""
    state: TextState = TextState.LEASED
    ended_at: datetime | None = None
    """When its fate was known; None: it is about to be sent, or its run died."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that kept it from being sent."""
    is_settled: bool = False
    """Every notification of its pages says what became of it."""

    @property
    def may_have_left(self) -> bool:
        return self.state not in (TextState.PENDING, TextState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One alert a person was told about, for whoever answers with its code or with none."""

    at: datetime
    alert: AlertId
    code: Code
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """One person's pages, in the hands of one run: never two texts at once to one person."""

    person: PersonId
    lease: str
    wants: int = 0
    """How often a page was wanted of this person: whoever lets the pager rest must have seen them all."""
    wanted: tuple[Page, ...] = ()
    tried: tuple[Text, ...] = ()
    """The texts that count against a cap, the oldest first."""
    in_hand: Text | None = None
    """The text of a run that died before it could say what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    lane: Lane = Lane.ORDINARY
    pages: tuple[Page, ...] = ()
    """What one text tells now, in this order. Empty: none leaves now."""
    look: datetime | None = None
    """When to decide anew, if none leaves now; None: when the next page is wanted."""
    capped: tuple[Page, ...] = ()
    """What a cap holds back, and nothing else does."""


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
        capped += [page for page in wanted if page.lane is lane and _ready_at(page, fresh) <= now < free]
    if not goes_at:
        return Decision()
    lane = min(goes_at, key=lambda each: goes_at[each])
    if goes_at[lane] > now:
        return Decision(look=goes_at[lane], capped=tuple(capped))
    return Decision(lane=lane, pages=in_order(wanted, fresh))


def in_order(pages: Sequence[Page], fresh: frozenset[AccountId]) -> tuple[Page, ...]:
    """Urgent ones first; then in turns, one of each account, those first of which nothing was told lately."""
    of_account: defaultdict[AccountId, list[Page]] = defaultdict(list)
    for page in sorted(pages, key=_rank):
        of_account[page.account].append(page)
    placed = [
        (page.lane is not Lane.URGENT, turn + (account not in fresh), _rank(page), page)
        for account, theirs in of_account.items()
        for turn, page in enumerate(theirs)
    ]
    return tuple(page for *_, page in sorted(placed, key=lambda each: each[:3]))


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
    if page.lane is Lane.URGENT or page.account in fresh:
        return page.wanted_at
    return page.wanted_at + BUNDLE_WINDOW


def _free_at(pager: Pager, lane: Lane, now: datetime) -> datetime:
    texts = [text for text in pager.tried if text.lane is lane and text.at > now - SPAN]
    tried_again = [text.at + TRY_AGAIN for text in texts if not text.may_have_left]
    return max([free_at([text.at for text in texts if text.may_have_left], now), *tried_again])
