"""Send one text to one person: store it whole, hand it to the channel once, and store the outcome."""

from dataclasses import dataclass, field, replace

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.domain.bundling import BundlingDecision
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import TextLedger
from watchdesk.alerting.usecases.compose_entries import ComposeEntries
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, OptedOut, Refused, Unconfirmed, WatchdeskError
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.ports import Register


@dataclass(slots=True, kw_only=True)
class TextingResult:
    """What came of one person's pager in this run. It holds facts for the log and nothing personal."""

    person: PersonId
    texts: int = 0
    """How many texts the provider accepted."""
    told: int = 0
    """How many entries those texts told."""
    dropped: int = 0
    given_up: list[AlertId] = field(default_factory=list)
    """The alerts of which this person will not hear. They climb at once."""
    errors: list[Exception] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendText:
    ledger: TextLedger
    compose: ComposeEntries
    register: Register
    channel: Channel
    clock: Clock

    def __call__(self, pager: Pager, decision: BundlingDecision, result: TextingResult) -> Pager | None:
        """Return the pager after the text, or None if an alert was answered meanwhile or the lease is lost."""
        entries = tuple(replace(entry, tries=entry.tries + 1) for entry in decision.entries)
        text = Text(at=self.clock.now(), limit_class=decision.limit_class, entries=entries)
        body, errors = self.compose(text)
        result.errors += errors
        person = self._person(pager.person, result)
        if not self.ledger.begin(pager, text):
            return None
        ended = self._send(text, person, body, result)
        self.settle(pager, ended, result)
        return pager.after(ended)

    def settle(self, pager: Pager, text: Text, result: TextingResult) -> None:
        """Store the outcome of the text and count it."""
        self.ledger.settle(pager, text)
        result.texts += text.has_arrived
        result.told += len(text.entries) if text.has_arrived else 0
        result.given_up += [entry.alert for entry in text.given_up]

    def _person(self, person: PersonId, result: TextingResult) -> Person | str:
        """Return the person, or the reason why they get no text: they have left the register or said STOP.

        The last resort is texted even after a STOP, because nobody comes after it.
        """
        try:
            found = self.register.person(person)
        except Defect as error:
            result.errors.append(error)
            return "unknown"
        has_stopped = found.opted_out_at is not None and person != self.register.force().last_resort
        return OptedOut.kind if has_stopped else found

    def _send(self, text: Text, person: Person | str, body: str, result: TextingResult) -> Text:
        if isinstance(person, str):
            return replace(text, state=TextState.FAILED, problem=person, ended_at=self.clock.now())
        try:
            provider_id = self.channel.send(self._message(text, person, body))
        except Exception as error:  # noqa: BLE001  after an unforeseen error too, the text may have been sent
            result.errors.append(error)
            kind = error.kind if isinstance(error, WatchdeskError) else "bug"
            return replace(text, state=_state_after(error), problem=kind, ended_at=self.clock.now())
        return replace(text, state=TextState.ACCEPTED, provider_id=provider_id, ended_at=self.clock.now())

    def _message(self, text: Text, person: Person, body: str) -> ChannelMessage:
        lead = text.entries[0]
        return ChannelMessage(
            address=self.channel.facts.address.of(person),
            body=body,
            context={"alert": lead.alert, "n": str(lead.n), "person": person.id},
        )


def _state_after(error: Exception) -> TextState:
    match error:
        case Unconfirmed():
            return TextState.UNKNOWN
        case Refused():
            return TextState.FAILED
        case WatchdeskError():
            return TextState.PENDING
    return TextState.UNKNOWN
