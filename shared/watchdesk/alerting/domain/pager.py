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
    """Texts of one class never use up the caps of the other."""

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
        """What makes an entry the same entry."""
        return self.alert, self.kind, self.n

    @property
    def limit_class(self) -> RateLimitClass:
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
    """One text to one person: stored whole before it is sent, so that a run that dies loses no entry of it."""

    at: datetime
    limit_class: RateLimitClass
    """Whose caps it counts against."""
    entries: tuple[PagerEntry, ...]
    """The first one leads: the text carries its link. Nothing is told of the others but account and code."""
    state: TextState = TextState.LEASED
    ended_at: datetime | None = None
    """When its fate was known; None: it is about to be sent, or its run died."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that kept it from being sent."""
    is_settled: bool = False
    """Every notification of its entries says what became of it."""

    @property
    def also(self) -> tuple[PagerEntry, ...]:
        """One entry of each alert that does not lead."""
        first = {entry.alert: entry for entry in reversed(self.entries)}
        return tuple(entry for entry in self.entries[1:] if first[entry.alert] is entry)

    @property
    def may_have_left(self) -> bool:
        return self.state not in (TextState.PENDING, TextState.FAILED)

    @property
    def has_arrived(self) -> bool:
        """As far as the carrier's side says."""
        return self.state in (TextState.ACCEPTED, TextState.DELIVERED)

    def is_last_word(self, entry: PagerEntry) -> bool:
        """Whether nothing more is tried for this entry: it is told, refused or tried out."""
        return self.has_arrived or self.state is TextState.FAILED or entry.tries >= MOST_TRIES

    def texted_alerts(self) -> list[TextedAlert]:
        """The alerts it told of, as far as it may have left."""
        told = (self.entries[0], *self.also) if self.may_have_left else ()
        asked = [entry for entry in told if entry.kind is EntryKind.ALERT]
        return [TextedAlert(at=self.at, alert=entry.alert, code=entry.code, n=entry.n) for entry in asked]

    def news(self) -> list[tuple[PagerEntry, EventKind]]:
        """What the history of each entry's alert says of this text."""
        led = {entry.alert: index for index, entry in reversed(list(enumerate(self.entries)))}
        return [(entry, self._news_of(entry, index, led[entry.alert])) for index, entry in enumerate(self.entries)]

    def _news_of(self, entry: PagerEntry, index: int, first_of_alert: int) -> EventKind:
        if not self.has_arrived:
            return EventKind.UNCONFIRMED if self.state is TextState.UNKNOWN else EventKind.NOT_TEXTED
        if entry.kind is EntryKind.FOLLOW_UP:
            return EventKind.FOLLOWED_UP
        if index != first_of_alert:
            return EventKind.SUPPRESSED
        return EventKind.BUNDLED if index else EventKind.TEXTED

    @property
    def given_up(self) -> tuple[PagerEntry, ...]:
        """The entries of alerts of which their person will not hear: their alerts climb at once."""
        alerts = [entry for entry in self.entries if entry.kind is EntryKind.ALERT]
        return tuple(entry for entry in alerts if self.is_last_word(entry) and not self.has_arrived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """One person's entries, in the hands of one run: never two texts at once to one person."""

    person: PersonId
    lease: str
    wants: int = 0
    """How often an entry was wanted of this person: whoever lets the pager rest must have seen them all."""
    wanted: tuple[PagerEntry, ...] = ()
    tried: tuple[Text, ...] = ()
    """The texts that count against a cap, the oldest first."""
    in_hand: Text | None = None
    """The text of a run that died before it could say what became of it."""

    def after(self, text: Text) -> "Pager":
        """As it stands once this text is settled."""
        tried = {entry.key: entry for entry in text.entries}
        still = [tried.get(entry.key, entry) for entry in self.wanted]
        wanted = [entry for entry in still if entry.key not in tried or not text.is_last_word(entry)]
        return replace(self, wanted=tuple(wanted), tried=(*self.tried, text))
