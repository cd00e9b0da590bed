"""The `alerts` table: what a reply by text does to an alert, each reply once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.dynamodb.alert_item import acknowledged, alert_key, event_put
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write
from watchdesk.register.domain.person import PersonId

REPLY = "reply#"
NEW = "attribute_not_exists(#pk)"


@dataclass(frozen=True, slots=True)
class DynamoAlertReplies:
    """The port AlertReplies. An item under the alert remembers each reply, in the very write that obeys it."""

    table: Table

    def answer_in_part(self, alert: AlertId, person: PersonId, now: datetime) -> Alert | None:
        reader = DynamoAlertReader(self.table)
        if reader.alert(alert) is None:
            return None
        answered = Update(
            alert_key(alert),
            "SET #answered_by = list_append(if_not_exists(#answered_by, :nobody), :person)",
            "#state = :open AND NOT contains(#answered_by, :name)",
            {":nobody": [], ":person": [person], ":name": person, ":open": AlertState.OPEN.value},
        )
        transact_write(self.table, answered, event_put(alert, _about(EventKind.ANSWERED_IN_PART, person, now)))
        return reader.alert(alert)

    def escalate(self, alert: AlertId, person: PersonId, now: datetime, reply: InboundId) -> Alert | None:
        """Taking the lease away makes the run that holds it give way, and the step it was on is left behind."""
        event = _about(EventKind.ESCALATED, person, now)
        stands = self._obey(alert, event, reply, lambda found: self._climbed(found, now))
        if stands is not None and stands.state is AlertState.OPEN:
            # It may have climbed by itself meanwhile; then only the wish is still to be kept.
            self.note(alert, event, reply)
        return stands

    def close(
        self, alert: AlertId, person: PersonId, now: datetime, until: datetime, reply: InboundId
    ) -> Alert | None:
        event = _about(EventKind.CLOSED, person, now)
        return self._obey(alert, event, reply, lambda found: _closed(found, person, now, until))

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        transact_write(self.table, _remembered(alert, reply, event.at), event_put(alert, event))

    def _obey(
        self, alert: AlertId, event: AlertEvent, reply: InboundId, changes: Callable[[Alert], list[Update]]
    ) -> Alert | None:
        reader = DynamoAlertReader(self.table)
        found = reader.alert(alert)
        if found is None or not (wanted_changes := changes(found)):
            return found
        transact_write(self.table, *wanted_changes, _remembered(alert, reply, event.at), event_put(alert, event))
        # Whoever was first, this reply among them, the item says how it stands.
        return reader.alert(alert)

    def _climbed(self, alert: Alert, now: datetime) -> list[Update]:
        if alert.state is not AlertState.OPEN:
            return []
        texts = DynamoAlertReader(self.table).notifications(alert.id)
        values = {
            # A run that died after a text had not yet moved the alert to that text's step.
            ":next": max([alert.step, *(text.step for text in texts)]) + 1,
            ":now": instant(now),
            ":open": AlertState.OPEN.value,
        }
        change = "SET #step = :next, #attention_at = :now REMOVE #lease"
        return [Update(alert_key(alert.id), change, "#state = :open AND #step < :next", values)]


def _about(kind: EventKind, person: PersonId, at: datetime) -> AlertEvent:
    return AlertEvent(at=at, kind=kind, about=person)


def _closed(alert: Alert, person: PersonId, now: datetime, until: datetime) -> list[Update]:
    if alert.state is AlertState.OPEN:
        return acknowledged(alert, person, now, until)
    is_theirs = alert.state is AlertState.ACKNOWLEDGED and alert.acknowledged_by == person
    return [_kept(alert, person, until)] if is_theirs else []


def _kept(alert: Alert, person: PersonId, until: datetime) -> Update:
    return Update(
        alert_key(alert.id),
        "SET #attention_at = :until REMOVE #lease",
        "#state = :acknowledged AND #acknowledged_by = :person",
        {":acknowledged": AlertState.ACKNOWLEDGED.value, ":person": person, ":until": instant(until)},
    )


def _remembered(alert: AlertId, reply: InboundId, at: datetime) -> Put:
    return Put({"pk": alert, "sk": f"{REPLY}{reply}", "at": instant(at)}, NEW)
