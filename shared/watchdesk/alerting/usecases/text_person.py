"""Tell one person all that is wanted of them, in as few texts as may be: lease, send, settle, never twice."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.bundling import RETRY_AFTER, BundlingDecision, choose_text
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.ports.alerts import AlertIds
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import PagerQueue, TextLedger
from watchdesk.alerting.usecases.check_entries import CheckEntries
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, OptedOut, Refused, Unconfirmed, WatchdeskError
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.ports import Register

LEASE = timedelta(seconds=90)
"""Longer than a function may run, so that whoever finds it over knows that its holder is gone."""

TEXT_TIME = timedelta(seconds=20)
"""No text is begun with less of the run left: one may take a whole connect and read time-out."""

MAX_ROUNDS = 5
"""Entries wanted while their person was being texted are seen to at once, as often as this."""


@dataclass(slots=True, kw_only=True)
class TextingResult:
    """What came of one person's entries in this run: facts for the log, nothing personal."""

    person: PersonId
    texts: int = 0
    """How many the carrier's side accepted."""
    told: int = 0
    """How many entries those told."""
    dropped: int = 0
    given_up: list[AlertId] = field(default_factory=list)
    """The alerts of which this person will not hear: they want to climb at once."""
    errors: list[Exception] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPerson:
    queue: PagerQueue
    ledger: TextLedger
    tell: CheckEntries
    register: Register
    channel: Channel
    ids: AlertIds
    clock: Clock
    lease: timedelta = LEASE

    def __call__(self, person: PersonId, stopwatch: Stopwatch) -> TextingResult:
        """One person's failure is their own, and is found in the answer."""
        paged = TextingResult(person=person)
        try:
            for _ in range(MAX_ROUNDS):
                if not self._turn(paged, stopwatch):
                    break
        except Exception as error:  # noqa: BLE001  whatever it was, the other people must not wait for it
            error.add_note(f"person={person}")
            paged.errors.append(error)
        return paged

    def _turn(self, paged: TextingResult, stopwatch: Stopwatch) -> bool:
        """Whether the pager wants another turn in this run."""
        now = self.clock.now()
        pager = self.queue.lease(paged.person, self.ids.lease(), now, now + self.lease)
        if pager is None:
            return False
        if pager.in_hand is not None:
            return self._settle_abandoned_text(pager, pager.in_hand, paged)
        while (decision := choose_text(pager, now)).entries:
            if stopwatch.left() < TEXT_TIME:
                self.queue.rest(pager, now, now)
                return False
            after = self._see_to(pager, decision, paged, stopwatch)
            if after is None:
                return self._give_way(pager)
            pager = after
        self._hold(pager, decision)
        look = min([at for at in (decision.look, now + RETRY_AFTER if paged.errors else None) if at], default=None)
        return not self.queue.rest(pager, look, now)

    def _settle_abandoned_text(self, pager: Pager, text: Text, paged: TextingResult) -> bool:
        """Store the outcome of the text that a dead run left behind."""
        self._settle(pager, text.abandoned(self.clock.now()), paged)
        return self._give_way(pager)

    def _give_way(self, pager: Pager) -> bool:
        now = self.clock.now()
        self.queue.rest(pager, now, now)
        return True

    def _hold(self, pager: Pager, decision: BundlingDecision) -> None:
        # What was tried before is known to its alert's history already.
        new = [entry for entry in decision.capped if not entry.is_capped and not entry.tries]
        if new:
            event = AlertEvent(at=self.clock.now(), kind=EventKind.CAPPED, about=pager.person)
            self.ledger.hold(pager, new, event)

    def _see_to(
        self, pager: Pager, decision: BundlingDecision, paged: TextingResult, stopwatch: Stopwatch
    ) -> Pager | None:
        """Drop what needs no telling any more, else send the text. None: something has changed, look anew."""
        standing = self.tell.look(pager.person, decision.entries)
        paged.errors += standing.errors
        if standing.lapsed:
            paged.dropped += len(standing.lapsed)
            event = AlertEvent(at=self.clock.now(), kind=EventKind.DROPPED, about=pager.person)
            self.ledger.drop(pager, standing.lapsed, event)
        unsent = {*standing.lapsed, *standing.troubled}
        if unsent:
            return replace(pager, wanted=tuple(entry for entry in pager.wanted if entry not in unsent))
        # To look at some hundred entries takes seconds. A run that ends while it sends doubles the text.
        return self._text(pager, decision, paged) if stopwatch.left() >= TEXT_TIME else None

    def _text(self, pager: Pager, decision: BundlingDecision, paged: TextingResult) -> Pager | None:
        entries = tuple(replace(entry, tries=entry.tries + 1) for entry in decision.entries)
        text = Text(at=self.clock.now(), limit_class=decision.limit_class, entries=entries)
        words = self._words(text, paged)
        person = self._person(pager.person, paged)
        if not self.ledger.begin(pager, text):
            return None
        ended = self._sent(text, person, words, paged)
        self._settle(pager, ended, paged)
        return pager.after(ended)

    def _words(self, text: Text, paged: TextingResult) -> str:
        """A text that says little beats none."""
        try:
            words, errors = self.tell.words(text)
        except Exception as error:  # noqa: BLE001  whatever it was, its person must hear of it
            error.add_note(f"alert={text.entries[0].alert}")
            words, errors = f"{text.entries[0].code}: messages are overdue. Please see the desk.", [error]
        paged.errors += errors
        return words

    def _person(self, person: PersonId, paged: TextingResult) -> Person | str:
        """Or why they can be told nothing: they have left the register since, or said STOP.

        The last resort is tried all the same: nobody comes after it.
        """
        try:
            found = self.register.person(person)
        except Defect as error:
            paged.errors.append(error)
            return "unknown"
        has_stopped = found.opted_out_at is not None and person != self.register.force().last_resort
        return OptedOut.kind if has_stopped else found

    def _sent(self, text: Text, person: Person | str, words: str, paged: TextingResult) -> Text:
        if isinstance(person, str):
            return replace(text, state=TextState.FAILED, problem=person, ended_at=self.clock.now())
        try:
            provider_id = self.channel.send(self._message(text, person, words))
        except Exception as error:  # noqa: BLE001  what nobody foresaw may have been sent, and must be noted so
            paged.errors.append(error)
            kind = error.kind if isinstance(error, WatchdeskError) else "bug"
            return replace(text, state=_after(error), problem=kind, ended_at=self.clock.now())
        return replace(text, state=TextState.ACCEPTED, provider_id=provider_id, ended_at=self.clock.now())

    def _message(self, text: Text, person: Person, words: str) -> ChannelMessage:
        lead = text.entries[0]
        return ChannelMessage(
            address=self.channel.facts.address.of(person),
            body=words,
            context={"alert": lead.alert, "n": str(lead.n), "person": person.id},
        )

    def _settle(self, pager: Pager, text: Text, paged: TextingResult) -> None:
        self.ledger.settle(pager, text)
        paged.texts += text.has_arrived
        paged.told += len(text.entries) if text.has_arrived else 0
        paged.given_up += [entry.alert for entry in text.given_up]


def _after(error: Exception) -> TextState:
    match error:
        case Unconfirmed():
            return TextState.UNKNOWN
        case Refused():
            return TextState.FAILED
        case WatchdeskError():
            return TextState.PENDING
    return TextState.UNKNOWN
