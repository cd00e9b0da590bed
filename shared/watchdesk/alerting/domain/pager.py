"""What people are to be told, the texts that tell it, and the pager that holds both for one person."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from watchdesk.alerting.domain.alert import Alert, AlertId, Code, EventKind
from watchdesk.alerting.domain.notification import MOST_TRIES, TextState
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId


class EntryKind(StrEnum):
    ALERT = "alert"
    """Asks for an answer: the alert is open. The daily test is one too; its group says so."""
    FOLLOW_UP = "follow_up"
    """Asks for nothing: who has taken the alert, and when."""


class RateLimitClass(StrEnum):
    """Texts of one lane never use up the caps of the other."""

    URGENT = "urgent"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerEntry:
    """One thing one person is to be told by text."""

    alert: AlertId
    account: AccountId
    group: AlertGroup
    code: Code
    wanted_at: datetime
    n: int = 0
    """The number of its notification within the alert; a follow-up has none."""
    kind: EntryKind = EntryKind.ALERT
    tries: int = 0
    """How many texts were to tell it, the one it stands in included."""
    is_capped: bool = False
    """It was held back by a cap, and its alert's history says so."""

    @staticmethod
    def of(alert: Alert, now: datetime, *, n: int = 0, kind: EntryKind = EntryKind.ALERT) -> "PagerEntry":
        return PagerEntry(
            alert=alert.id,
            account=alert.account,
            group=alert.group,
            code=alert.code,
            wanted_at=now,
            n=n,
            kind=kind,
        )

    @property
    def key(self) -> tuple[AlertId, EntryKind, int]:
        """What makes a page the same page."""
        return self.alert, self.kind, self.n

    @property
    def lane(self) -> RateLimitClass:
        is_urgent = self.group is AlertGroup.URGENT and self.kind is EntryKind.ALERT
        return RateLimitClass.URGENT if is_urgent else RateLimitClass.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class TextedAlert:
    """One alert a person was told about, for whoever answers with its code or with none."""

    at: datetime
    alert: AlertId
    code: Code
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to one person: stored whole before it is sent, so that a run that dies loses no page of it."""

    at: datetime
    lane: RateLimitClass
    """Whose caps it counts against."""
    pages: tuple[PagerEntry, ...]
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
    def also(self) -> tuple[PagerEntry, ...]:
        """One page of each alert that does not lead."""
        first = {page.alert: page for page in reversed(self.pages)}
        return tuple(page for page in self.pages[1:] if first[page.alert] is page)

    @property
    def may_have_left(self) -> bool:
        return self.state not in (TextState.PENDING, TextState.FAILED)

    @property
    def has_arrived(self) -> bool:
        """As far as the carrier's side says."""
        return self.state in (TextState.ACCEPTED, TextState.DELIVERED)

    def is_last_word(self, page: PagerEntry) -> bool:
        """Whether nothing more is tried for this page: it is told, refused or tried out."""
        return self.has_arrived or self.state is TextState.FAILED or page.tries >= MOST_TRIES

    def texted_alerts(self) -> list[TextedAlert]:
        """The alerts it told of, as far as it may have left."""
        told = (self.pages[0], *self.also) if self.may_have_left else ()
        asked = [page for page in told if page.kind is EntryKind.ALERT]
        return [TextedAlert(at=self.at, alert=page.alert, code=page.code, n=page.n) for page in asked]

    def news(self) -> list[tuple[PagerEntry, EventKind]]:
        """What the history of each page's alert says of this text."""
        led = {page.alert: index for index, page in reversed(list(enumerate(self.pages)))}
        return [(page, self._news_of(page, index, led[page.alert])) for index, page in enumerate(self.pages)]

    def _news_of(self, page: PagerEntry, index: int, first_of_alert: int) -> EventKind:
        if not self.has_arrived:
            return EventKind.UNCONFIRMED if self.state is TextState.UNKNOWN else EventKind.NOT_TEXTED
        if page.kind is EntryKind.FOLLOW_UP:
            return EventKind.FOLLOWED_UP
        if index != first_of_alert:
            return EventKind.SUPPRESSED
        return EventKind.BUNDLED if index else EventKind.TEXTED

    @property
    def given_up(self) -> tuple[PagerEntry, ...]:
        """The pages of alerts of which their person will not hear: their alerts climb at once."""
        alerts = [page for page in self.pages if page.kind is EntryKind.ALERT]
        return tuple(page for page in alerts if self.is_last_word(page) and not self.has_arrived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """One person's pages, in the hands of one run: never two texts at once to one person."""

    person: PersonId
    lease: str
    wants: int = 0
    """How often a page was wanted of this person: whoever lets the pager rest must have seen them all."""
    wanted: tuple[PagerEntry, ...] = ()
    tried: tuple[Text, ...] = ()
    """The texts that count against a cap, the oldest first."""
    in_hand: Text | None = None
    """The text of a run that died before it could say what became of it."""

    def after(self, text: Text) -> "Pager":
        """As it stands once this text is settled."""
        tried = {page.key: page for page in text.pages}
        still = [tried.get(page.key, page) for page in self.wanted]
        wanted = [page for page in still if page.key not in tried or not text.is_last_word(page)]
        return replace(self, wanted=tuple(wanted), tried=(*self.tried, text))
