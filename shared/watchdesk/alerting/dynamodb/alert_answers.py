"""The `alerts` table: what people answer, each reply by text once."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_changes import change_by_answer
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.dynamodb.alert_item import alert_key, alert_update, event_put, leave_slot
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write
from watchdesk.register.domain.person import PersonId

REPLY = "reply#"


@dataclass(frozen=True, slots=True)
class DynamoAlertAnswers:
    """The port AlertAnswers. An item under the alert records each reply, in the same write as its effect."""

    table: Table

    def save_answer(self, before: Alert, after: Alert, event: AlertEvent, reply: InboundId | None = None) -> bool:
        change = alert_update(before.id, change_by_answer(before, after))
        recorded = [_reply_put(before.id, reply, event.at)] if reply else []
        return transact_write(
            self.table, change, *leave_slot(before, after), *recorded, event_put(before.id, event)
        )

    def add_partial_answer(self, alert: AlertId, person: PersonId, now: datetime) -> bool:
        """Append to the list where it lies: two people who answer at the same time are both kept."""
        answered = Update(
            alert_key(alert),
            "SET #answered_by = list_append(if_not_exists(#answered_by, :nobody), :person)",
            "#state = :open AND NOT contains(#answered_by, :name)",
            {":nobody": [], ":person": [person], ":name": person, ":open": AlertState.OPEN.value},
        )
        event = AlertEvent(at=now, kind=EventKind.ANSWERED_IN_PART, about=person)
        return transact_write(self.table, answered, event_put(alert, event))

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        transact_write(self.table, _reply_put(alert, reply, event.at), event_put(alert, event))


def _reply_put(alert: AlertId, reply: InboundId, at: datetime) -> Put:
    item = {"pk": alert, "sk": f"{REPLY}{reply}", "at": instant(at)}
    return Put(item, "attribute_not_exists(#pk)")
