"""Tell one person all that their pager holds, in as few texts as possible."""

from dataclasses import dataclass, replace
from datetime import timedelta

from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.bundling import RETRY_AFTER, BundlingDecision, choose_text
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.ports.alerts import AlertIds
from watchdesk.alerting.ports.pagers import PagerQueue, TextLedger
from watchdesk.alerting.usecases.check_entries import CheckEntries
from watchdesk.alerting.usecases.send_text import SendText, TextingResult
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.register.domain.person import PersonId

LEASE = timedelta(seconds=90)
"""This is longer than a function may run, so the run that held an expired lease has ended."""

TEXT_TIME = timedelta(seconds=20)
"""No text is begun if less of the run is left: the call may use its whole connect and read time-outs."""

MAX_ROUNDS = 5
"""If new entries come in while their person is texted, the pager is looked at again so many times in one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPerson:
    queue: PagerQueue
    ledger: TextLedger
    check: CheckEntries
    send: SendText
    ids: AlertIds
    clock: Clock
    lease: timedelta = LEASE

    def __call__(self, person: PersonId, stopwatch: Stopwatch) -> TextingResult:
        """Return what came of the pager. An error is part of the result, so the other people need not wait."""
        result = TextingResult(person=person)
        try:
            for _ in range(MAX_ROUNDS):
                if not self._round(result, stopwatch):
                    break
        except Exception as error:  # noqa: BLE001  whatever it was, the other people must not wait for it
            error.add_note(f"person={person}")
            result.errors.append(error)
        return result

    def _round(self, result: TextingResult, stopwatch: Stopwatch) -> bool:
        """Return whether the pager wants another round in this run."""
        now = self.clock.now()
        pager = self.queue.lease(result.person, self.ids.lease(), now, now + self.lease)
        if pager is None:
            return False
        if pager.in_hand is not None:
            self.send.settle(pager, pager.in_hand.abandoned(self.clock.now()), result)
            return self._release(pager)
        while (decision := choose_text(pager, now)).entries:
            if stopwatch.left() < TEXT_TIME:
                self.queue.rest(pager, now, now)
                return False
            after = self._tell(pager, decision, result, stopwatch)
            if after is None:
                return self._release(pager)
            pager = after
        self._hold(pager, decision)
        look = min(
            [at for at in (decision.look, now + RETRY_AFTER if result.errors else None) if at], default=None
        )
        return not self.queue.rest(pager, look, now)

    def _release(self, pager: Pager) -> bool:
        now = self.clock.now()
        self.queue.rest(pager, now, now)
        return True

    def _hold(self, pager: Pager, decision: BundlingDecision) -> None:
        # The history of an alert already tells of an entry that was tried before.
        new = [entry for entry in decision.capped if not entry.is_capped and not entry.tries]
        if new:
            event = AlertEvent(at=self.clock.now(), kind=EventKind.CAPPED, about=pager.person)
            self.ledger.hold(pager, new, event)

    def _tell(
        self, pager: Pager, decision: BundlingDecision, result: TextingResult, stopwatch: Stopwatch
    ) -> Pager | None:
        """Drop the entries that need no telling any more, or else send the text.

        Returns None if something has changed, so that the pager must be read again.
        """
        check = self.check(pager.person, decision.entries)
        result.errors += check.errors
        if check.lapsed:
            result.dropped += len(check.lapsed)
            event = AlertEvent(at=self.clock.now(), kind=EventKind.DROPPED, about=pager.person)
            self.ledger.drop(pager, check.lapsed, event)
        unsent = {*check.lapsed, *check.unchecked}
        if unsent:
            return replace(pager, wanted=tuple(entry for entry in pager.wanted if entry not in unsent))
        # To check some hundred entries takes seconds, and a run that ends while it sends doubles the text.
        return self.send(pager, decision, result) if stopwatch.left() >= TEXT_TIME else None
