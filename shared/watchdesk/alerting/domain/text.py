"""One text to one person, and what it tells of which alerts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import AlertId, Code
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind, RateLimitClass

RECENT_WITHIN = timedelta(hours=24)
"""A reply without a code can be about the alerts that its sender was texted about in this time."""

CODE_LIFE = timedelta(days=7)
"""A code leads to its alert for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextedAlert:
    """One alert that a person was texted about. It shows what a reply with a code, or without one, can mean."""

    at: datetime
    alert: AlertId
    code: Code
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to one person. It is stored whole before it is sent, so a run that dies loses no entry."""

    at: datetime
    limit_class: RateLimitClass
    """The class of rate limits that the text counts against."""
    entries: tuple[PagerEntry, ...]
    """The first entry leads: the text carries its link. Of the others it names only the account and the code."""
    state: TextState = TextState.LEASED
    ended_at: datetime | None = None
    """When the outcome was known. None if the text is about to be sent, or if its run died."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that prevented the text from being sent."""
    is_settled: bool = False
    """Every notification of its entries has the outcome of the text."""

    @property
    def also(self) -> tuple[PagerEntry, ...]:
        """Return one entry of each alert that does not lead."""
        first = {entry.alert: entry for entry in reversed(self.entries)}
        return tuple(entry for entry in self.entries[1:] if first[entry.alert] is entry)

    @property
    def may_have_left(self) -> bool:
        return self.state not in (TextState.PENDING, TextState.FAILED)

    @property
    def has_arrived(self) -> bool:
        """Return whether the provider has taken the text, as far as is known."""
        return self.state in (TextState.ACCEPTED, TextState.DELIVERED)

    def abandoned(self, now: datetime) -> "Text":
        """Return the text as a later run must settle it, because the run that began it has died.

        If the text has no outcome yet, it may or may not have been sent.
        """
        if self.state is not TextState.LEASED:
            return self
        return replace(self, state=TextState.UNKNOWN, ended_at=now)

    def may_replace(self, stored: TextState) -> bool:
        """Return whether this outcome may be stored over that one.

        A run that finds the text of a dead run can only guess. Its guess does not replace what the sender knew.
        """
        return self.state is not TextState.UNKNOWN or stored in (TextState.LEASED, TextState.UNKNOWN)

    def is_last_word(self, entry: PagerEntry) -> bool:
        """Return whether nothing more is tried for this entry: it was told or refused, or it has no tries left."""
        return self.has_arrived or self.state is TextState.FAILED or entry.tries >= MAX_TRIES

    def texted_alerts(self) -> list[TextedAlert]:
        """Return the alerts that the text told of, or none if it was certainly not sent."""
        told = (self.entries[0], *self.also) if self.may_have_left else ()
        asked = [entry for entry in told if entry.asks_for_answer]
        return [TextedAlert(at=self.at, alert=entry.alert, code=entry.code, n=entry.n) for entry in asked]

    def news(self) -> list[tuple[PagerEntry, EventKind]]:
        """Return the event that the history of each entry's alert gets for this text."""
        led = {entry.alert: index for index, entry in reversed(list(enumerate(self.entries)))}
        return [(entry, self._news_of(entry, index, led[entry.alert])) for index, entry in enumerate(self.entries)]

    def _news_of(self, entry: PagerEntry, index: int, first_of_alert: int) -> EventKind:
        if not self.has_arrived:
            return EventKind.UNCONFIRMED if self.state is TextState.UNKNOWN else EventKind.NOT_TEXTED
        if entry.kind is PagerEntryKind.FOLLOW_UP:
            return EventKind.FOLLOWED_UP
        if index != first_of_alert:
            return EventKind.SUPPRESSED
        return EventKind.BUNDLED if index else EventKind.TEXTED

    @property
    def given_up(self) -> tuple[PagerEntry, ...]:
        """Return the entries that will not reach their person. Their alerts climb at once."""
        alerts = [entry for entry in self.entries if entry.asks_for_answer]
        return tuple(entry for entry in alerts if self.is_last_word(entry) and not self.has_arrived)
