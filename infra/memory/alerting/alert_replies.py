"""What a reply by text does to an alert, and which texts were answered, under the same promises as the table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId
from watchdesk.register.domain.person import PersonId


class _Filed(Protocol):
    alert: Alert
    texts: list[Notification]
    history: list[AlertEvent]


class MemoryAlertReplies:
    """AlertReplies, for a store that files its alerts."""

    filed: Mapping[AlertId, _Filed]

    def __init__(self) -> None:
        self._heard = set[tuple[AlertId, InboundId]]()

    def answer_in_part(self, alert: AlertId, person: PersonId, now: datetime) -> Alert | None:
        filed = self.filed.get(alert)
        if filed is None:
            return None
        before = filed.alert
        if before.state is AlertState.OPEN and person not in before.answered_by:
            filed.alert = replace(before, answered_by=(*before.answered_by, person))
            filed.history.append(AlertEvent(at=now, kind=EventKind.ANSWERED_IN_PART, about=person))
        return filed.alert

    def escalate(self, alert: AlertId, person: PersonId, now: datetime, reply: InboundId) -> Alert | None:
        filed = self.filed.get(alert)
        if filed is None:
            return None
        if filed.alert.state is not AlertState.OPEN or (alert, reply) in self._heard:
            return filed.alert
        step = max([filed.alert.step, *(text.step for text in filed.texts)]) + 1
        filed.alert = replace(filed.alert, step=step, attention_at=now, lease=None)
        self.note(alert, AlertEvent(at=now, kind=EventKind.ESCALATED, about=person), reply)
        return filed.alert

    def close(
        self, alert: AlertId, person: PersonId, now: datetime, until: datetime, reply: InboundId
    ) -> Alert | None:
        filed = self.filed.get(alert)
        if filed is None:
            return None
        if (alert, reply) in self._heard:
            return filed.alert
        before = filed.alert
        if before.state is AlertState.OPEN:
            filed.alert = replace(
                before,
                state=AlertState.ACKNOWLEDGED,
                acknowledged_by=person,
                acknowledged_at=now,
                holds_slot=False,
            )
        elif before.state is not AlertState.ACKNOWLEDGED or before.acknowledged_by != person:
            return before
        filed.alert = replace(filed.alert, attention_at=until, lease=None)
        self.note(alert, AlertEvent(at=now, kind=EventKind.CLOSED, about=person), reply)
        return filed.alert

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        if (alert, reply) not in self._heard:
            self._heard.add((alert, reply))
            self.filed[alert].history.append(event)


class MemoryAnswers:
    """AnswerLedger."""

    def __init__(self) -> None:
        self._answered = set[InboundId]()
        self._used = Counter[str]()

    def is_answered(self, inbound: InboundId) -> bool:
        return inbound in self._answered

    def answer(self, inbound: InboundId, now: datetime, allowances: Sequence[AnswerAllowance]) -> bool:  # noqa: ARG002  a table keeps it
        is_used_up = any(self._used[allowance.name] >= allowance.most for allowance in allowances)
        if inbound in self._answered or is_used_up:
            return False
        self._answered.add(inbound)
        self._used.update(allowance.name for allowance in allowances)
        return True
