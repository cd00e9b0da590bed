"""Find the messages that have waited too long and see that an alert looks after each of them.

A message that is soon to be overdue joins its account's warning first and stays on the due list. One whose claim
ran out with nothing disposed is nobody's again, and handed to an alert at once.

The order is the promise: a message is a member of an open alert first and leaves the due list after, so a run
that dies in between leaves it due, and the next one finds the alert and joins it there again.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.ports.alerts import MAX_MEMBERS, AlertIds, EscalationQueue, OpenAlerts
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import TryLater, WatchdeskError
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.inbox.usecases.redate_messages import RedateMessages
from watchdesk.register.domain.alert_group import AlertGroup

BATCH = 200
BATCH_TIME = timedelta(seconds=10)
"""No batch is begun with less of the run left; the next tick goes on where this one stopped."""
MAX_ATTEMPTS = 4
"""Others may open, answer or resolve an alert while we look for it; more changes than this are no race."""

AccountGroup = tuple[AccountId, AlertGroup]


@dataclass(slots=True, kw_only=True)
class SweepReport:
    """What one sweep came to: facts for the log, nothing personal."""

    opened: list[AlertId] = field(default_factory=list)
    joined: list[AlertId] = field(default_factory=list)
    handed_over: int = 0
    """The overdue, and those whose claim ran out."""
    expired: int = 0
    """How many of those a claim had run out of."""
    warned: int = 0
    redated: int = 0
    dismissed: int = 0
    errors: list[Exception] = field(default_factory=list)
    """Mostly one per account and group that could not be looked after; its messages stay due."""
    is_complete: bool = False
    """Nothing that was due is left: only then may a heartbeat say that the sweep works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOverdue:
    due_messages: DueMessages
    open_alerts: OpenAlerts
    queue: EscalationQueue
    ids: AlertIds
    clock: Clock
    redate: RedateMessages

    def __call__(self, stopwatch: Stopwatch) -> SweepReport:
        report, stuck, seen = SweepReport(), 0, set[MessageKey]()
        self._date_anew(stopwatch, report)
        while stopwatch.left() >= BATCH_TIME:
            due = self.due_messages.due(self.clock.now(), BATCH + stuck)
            fresh = [message for message in due if message.key not in seen]
            if not fresh:
                report.is_complete = not report.errors
                break
            seen.update(message.key for message in fresh)
            for place, messages in _by_place(fresh, self.clock.now()).items():
                stuck += self._guarded(place, messages, report)
        self._hurry(report)
        return report

    def _date_anew(self, stopwatch: Stopwatch, report: SweepReport) -> None:
        """First, so that nobody is alerted by terms that hold no more."""
        try:
            done = self.redate(stopwatch)
        except Exception as error:  # noqa: BLE001  what is due by the dates it has must not wait for this
            report.errors.append(error)
        else:
            report.redated = done.redated
            report.errors += done.errors

    def _hurry(self, report: SweepReport) -> None:
        """Ask for the new alerts to be escalated now. If the queue is down, the next tick finds them by itself."""
        if not report.opened:
            return
        try:
            self.queue.put(list(report.opened))
        except WatchdeskError as error:
            report.errors.append(error)

    def _guarded(self, place: AccountGroup, messages: Sequence[WaitingMessage], report: SweepReport) -> int:
        """How many messages stay due because looking after them failed: one account's trouble is its own."""
        try:
            self._look_after(place, messages, report)
        except Exception as error:  # noqa: BLE001  whatever it was, the other accounts' messages must not wait for it
            error.add_note(f"account={place[0]} group={place[1]}")
            report.errors.append(error)
            return len(messages)
        return 0

    def _look_after(self, place: AccountGroup, messages: Sequence[WaitingMessage], report: SweepReport) -> None:
        unhandled = [message for message in messages if message.state is not MessageState.DISPOSED]
        for start in range(0, len(unhandled), MAX_MEMBERS):
            members = unhandled[start : start + MAX_MEMBERS]
            alert = self._find_or_open(place, [message.key for message in members], report)
            for message in members:
                if place[1] is AlertGroup.WARNING:
                    report.warned += self.due_messages.warn(message, self.clock.now())
                else:
                    self._hand_over(message, alert, report)
        for message in messages:
            if message.state is MessageState.DISPOSED:
                report.dismissed += self.due_messages.dismiss(message)

    def _hand_over(self, message: WaitingMessage, alert: AlertId, report: SweepReport) -> None:
        if self.due_messages.hand_over(message, alert, self.clock.now()):
            report.handed_over += 1
            report.expired += message.state is MessageState.CLAIMED

    def _find_or_open(self, place: AccountGroup, members: Collection[MessageKey], report: SweepReport) -> AlertId:
        for _ in range(MAX_ATTEMPTS):
            now = self.clock.now()
            current = self.open_alerts.current(*place)
            if current is None:
                alert = self._new(place)
                if self.open_alerts.open(alert, members):
                    report.opened.append(alert.id)
                    return alert.id
            elif self.open_alerts.join(current, members, now):
                report.joined.append(current)
                return current
        raise TryLater("the alert of this account and group changed at every look")

    def _new(self, place: AccountGroup) -> Alert:
        now = self.clock.now()
        account, group = place
        return Alert(
            id=self.ids.alert(),
            account=account,
            group=group,
            code=self.ids.code(),
            opened_at=now,
            attention_at=now,
        )


def _by_place(
    messages: Sequence[WaitingMessage], now: datetime
) -> Mapping[AccountGroup, Sequence[WaitingMessage]]:
    places: defaultdict[AccountGroup, list[WaitingMessage]] = defaultdict(list)
    for message in messages:
        group = AlertGroup.WARNING if message.is_early(now) else AlertGroup.of(message)
        places[message.key.account, group].append(message)
    return places
