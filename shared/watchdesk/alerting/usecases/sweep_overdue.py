"""Find the messages that have waited too long, and see that an alert looks after each of them.

A message that will soon be overdue first joins a warning of its account and stays on the due list. A message whose
claim ran out without a disposition belongs to nobody again, and is handed to an alert at once.

A message first becomes a member of an open alert and then leaves the due list. A run that dies in between leaves
it on the list, and the next run adds it to the same alert again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.ports.alerts import MAX_MEMBERS, AccountGroup, EscalationQueue
from watchdesk.alerting.usecases.join_alert import JoinAlert
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import WatchdeskError
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.inbox.usecases.redate_messages import RedateMessages
from watchdesk.register.domain.alert_group import AlertGroup

BATCH = 200
BATCH_TIME = timedelta(seconds=10)
"""No batch is begun if less of the run is left. The next run continues where this one has stopped."""


@dataclass(slots=True, kw_only=True)
class SweepReport:
    """What came of one sweep. It holds facts for the log and nothing personal."""

    opened: list[AlertId] = field(default_factory=list)
    joined: list[AlertId] = field(default_factory=list)
    handed_over: int = 0
    """How many messages were overdue, or had a claim that ran out."""
    expired: int = 0
    """How many of those had a claim that ran out."""
    warned: int = 0
    redated: int = 0
    dismissed: int = 0
    errors: list[Exception] = field(default_factory=list)
    """There is usually one for each account and group that failed. Its messages stay due."""
    is_complete: bool = False
    """Nothing that was due is left. Only then may a heartbeat say that the sweep works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOverdue:
    due_messages: DueMessages
    join_alert: JoinAlert
    queue: EscalationQueue
    clock: Clock
    redate: RedateMessages

    def __call__(self, stopwatch: Stopwatch) -> SweepReport:
        report, failed, seen = SweepReport(), 0, set[MessageKey]()
        self._redate(stopwatch, report)
        while stopwatch.left() >= BATCH_TIME:
            due = self.due_messages.due(self.clock.now(), BATCH + failed)
            fresh = [message for message in due if message.key not in seen]
            if not fresh:
                report.is_complete = not report.errors
                break
            seen.update(message.key for message in fresh)
            for place, messages in _by_account_and_group(fresh, self.clock.now()).items():
                failed += self._hand_to_alert(place, messages, report)
        self._request_escalation(report)
        return report

    def _redate(self, stopwatch: Stopwatch, report: SweepReport) -> None:
        """Date the messages anew first, so that no alert follows a policy that no longer holds."""
        try:
            done = self.redate(stopwatch)
        except Exception as error:  # noqa: BLE001  what is due by its present date must not wait for this
            report.errors.append(error)
        else:
            report.redated = done.redated
            report.errors += done.errors

    def _request_escalation(self, report: SweepReport) -> None:
        """Ask for the new alerts to be escalated now. If the queue is down, the next scheduled run finds them."""
        if not report.opened:
            return
        try:
            self.queue.put(list(report.opened))
        except WatchdeskError as error:
            report.errors.append(error)

    def _hand_to_alert(self, place: AccountGroup, messages: Sequence[WaitingMessage], report: SweepReport) -> int:
        """Return how many messages stay due because of an error. Other accounts and groups do not wait for it."""
        try:
            self._add_members(place, messages, report)
            for message in messages:
                if message.state is MessageState.DISPOSED:
                    report.dismissed += self.due_messages.dismiss(message)
        except Exception as error:  # noqa: BLE001  whatever it was, the other accounts' messages must not wait for it
            error.add_note(f"account={place[0]} group={place[1]}")
            report.errors.append(error)
            return len(messages)
        return 0

    def _add_members(self, place: AccountGroup, messages: Sequence[WaitingMessage], report: SweepReport) -> None:
        unhandled = [message for message in messages if message.state is not MessageState.DISPOSED]
        for start in range(0, len(unhandled), MAX_MEMBERS):
            members = unhandled[start : start + MAX_MEMBERS]
            alert = self.join_alert(place, [message.key for message in members])
            (report.opened if alert.is_new else report.joined).append(alert.id)
            for message in members:
                if place[1] is AlertGroup.WARNING:
                    report.warned += self.due_messages.warn(message, self.clock.now())
                else:
                    self._hand_over(message, alert.id, report)

    def _hand_over(self, message: WaitingMessage, alert: AlertId, report: SweepReport) -> None:
        if self.due_messages.hand_over(message, alert, self.clock.now()):
            report.handed_over += 1
            report.expired += message.state is MessageState.CLAIMED


def _by_account_and_group(
    messages: Sequence[WaitingMessage], now: datetime
) -> Mapping[AccountGroup, Sequence[WaitingMessage]]:
    places: defaultdict[AccountGroup, list[WaitingMessage]] = defaultdict(list)
    for message in messages:
        group = AlertGroup.WARNING if message.is_early(now) else AlertGroup.of(message)
        places[message.key.account, group].append(message)
    return places
