"""A month from event to event: messages come, limits pass, people are texted and answer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count, groupby

from infra.rehearsal.arrival_body import inbound_of
from infra.rehearsal.engine import Engine
from infra.rehearsal.months.month import Arrival, Month, poll_of
from infra.rehearsal.result import LAST_RESORT, RehearsalResult, climb_order
from infra.rehearsal.staff import Staff
from infra.rehearsal.world import ReceivedText
from watchdesk.alerting.domain import signed_link
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.usecases.escalate_alert import EscalatedAlert
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey, OwnReply

PlannedAction = Callable[[], None]
Progress = Callable[[int], None]
"""Called after each page with the number of messages so far."""


class Rehearsal:
    """One month with one register. It runs once."""

    def __init__(self, month: Month, engine: Engine, staff: Staff, name: str) -> None:
        self.engine, self.result = engine, RehearsalResult(name=name)
        self._month, self._staff = month, staff
        self._watched = {
            account.id: account.surfaces for account in engine.register.accounts() if account.is_watched
        }
        self._plans: list[tuple[datetime, int, PlannedAction]] = []
        self._numbers = count(1)
        engine.phones.heard = self._receive_text

    def run(self, progress: Progress = lambda _: None) -> RehearsalResult:
        """Run every event in its order. Of the events at one time, messages come first and the schedule last."""
        arrived = 0
        for (seen_at, account), page in groupby(self._month.arrivals, key=poll_of):
            self._run_until(seen_at)
            shown = list(page)
            self._receive(account, shown)
            arrived += len(shown)
            progress(arrived)
        self._run_until(self._month.end)
        return self._closing_result()

    def _run_until(self, end: datetime) -> None:
        """Run everything that happens before `end`."""
        while (event := self._next()) is not None and event[0] < end:
            at, action = event
            self.engine.clock.leap(at)
            action()
        self.engine.clock.leap(end)

    def _next(self) -> tuple[datetime, PlannedAction] | None:
        tick_at = self.engine.next_tick()
        if self._plans and (tick_at is None or self._plans[0][0] <= tick_at):
            return self._plans[0][0], self._run_planned
        return None if tick_at is None else (tick_at, self._tick)

    def _run_planned(self) -> None:
        heappop(self._plans)[2]()

    def _plan(self, at: datetime, action: PlannedAction) -> None:
        heappush(self._plans, (at, next(self._numbers), action))

    def _receive(self, account: AccountId, shown: Sequence[Arrival]) -> None:
        surfaces = self._watched.get(account, frozenset())
        seen = [arrival for arrival in shown if arrival.surface in surfaces]
        self.result.not_watched += len(shown) - len(seen)
        if seen:
            self.engine.store_page(account, [inbound_of(arrival) for arrival in seen])
        for arrival in seen:
            self._plan_work(arrival)

    def _plan_work(self, arrival: Arrival) -> None:
        key, handled_at = arrival.key, arrival.handled_at
        if not self._month.is_recorded:
            handled_at = self._staff.handles_at(self.engine.messages.stored[key].message.urgency, arrival.seen_at)
        if handled_at is not None:
            self._plan(max(handled_at, arrival.seen_at), partial(self._handle, key))

    def _handle(self, key: MessageKey) -> None:
        """Answer the message unless that was done, and drop it from the stores."""
        stored = self.engine.messages.stored.get(key)
        if stored is None:
            return
        if stored.message.disposition is None:
            number = f"reply-{next(self._numbers)}"
            reply = OwnReply(
                native_id=number, sent_at=self.engine.clock.now(), answers=key.native_id, thread_id=None
            )
            self.engine.store_page(key.account, [reply])
        self.result.add(stored.message, self._month.end)
        self.engine.messages.forget(key)

    def _tick(self) -> None:
        for attended in self.engine.tick():
            self._record_step(attended)

    def _record_step(self, attended: EscalatedAlert) -> None:
        alert = self.engine.alerts.alert(attended.alert)
        if alert is None or not attended.wanted:
            return
        register = self.engine.register
        account = register.account(alert.account)
        steps = register.policy(account.policy).steps if account else ()
        step = alert.step_of_climb
        reached = f"step {step + 1}" if step < len(steps) else LAST_RESORT
        self.result.reached[alert.id] = max(self.result.reached.get(alert.id, reached), reached, key=climb_order)

    def _receive_text(self, text: ReceivedText) -> None:
        after = self._staff.answers_after()
        if after is not None:
            self._plan(text.at + after, partial(self._answer, text))

    def _answer(self, text: ReceivedText) -> None:
        """Acknowledge the alerts in a text for its reader, who then deals with their messages one by one."""
        claim = signed_link.parse_token(text.token)
        if claim is None or self.engine.acknowledge_alert.acknowledge(text.token) is None:
            return
        at = now = self.engine.clock.now()
        notification = self.engine.alerts.notifications(claim.alert)[claim.n]
        for name in (claim.alert, *notification.also):
            alert = self.engine.alerts.alert(name)
            is_theirs = alert is not None and (alert.acknowledged_by, alert.acknowledged_at) == (text.person, now)
            for key in self.engine.alerts.members(name) if is_theirs else ():
                at += self._staff.desk.time_per_message
                self._plan(at, partial(self._handle, key))

    def _closing_result(self) -> RehearsalResult:
        for stored in self.engine.messages.stored.values():
            self.result.add(stored.message, self._month.end)
        self.result.texts = self.engine.phones.texts
        alerts = self.engine.alerts.stored.values()
        self.result.alerts = len(alerts)
        self.result.bundled = sum(len(text.also) for alert in alerts for text in alert.notifications)
        self.result.capped = sum(event.kind is EventKind.CAPPED for alert in alerts for event in alert.history)
        return self.result
