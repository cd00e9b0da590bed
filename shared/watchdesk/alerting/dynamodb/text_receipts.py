"""The `alerts` table: what the carrier says became of the texts it had taken."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import MOST_TRIES, TextState
from watchdesk.alerting.domain.pager import PagerEntry
from watchdesk.alerting.dynamodb.alert_item import event_put, notification_key
from watchdesk.alerting.dynamodb.pager_item import (
    asks_for_answer,
    due_now,
    make_due,
    person_pk,
    receipt_key,
    text_of,
    wanted_item,
)
from watchdesk.alerting.ports.pagers import ReceiptStatus
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write
from watchdesk.register.domain.person import PersonId

STILL_THIS_TEXT = "#state = :accepted AND #provider_id = :provider_id"
"""A later try, an earlier receipt or the same one again leaves the notification as it is."""


@dataclass(frozen=True, slots=True)
class DynamoTextReceipts:
    """The port Receipts."""

    table: Table

    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        known = self.table.get(receipt_key(provider_id))
        text = self.table.get({"pk": person_pk(PersonId(known["person"])), "sk": known["text"]}) if known else None
        if known is None or text is None:
            return False
        for entry in filter(asks_for_answer, text_of(text).entries):
            if receipt is ReceiptStatus.DELIVERED:
                self._noted(provider_id, entry, TextState.DELIVERED, _event(receipt, known["person"], now))
            else:
                self._failed(provider_id, receipt, PersonId(known["person"]), entry, now)
        return True

    def _failed(
        self, provider_id: str, receipt: ReceiptStatus, person: PersonId, entry: PagerEntry, now: datetime
    ) -> None:
        event = _event(receipt, person, now)
        if receipt is ReceiptStatus.FAILED_FOR_NOW and entry.tries < MOST_TRIES:
            again = Put(wanted_item(person, entry)), due_now(person, now)
            self._noted(provider_id, entry, TextState.PENDING, event, *again)
            return
        self._noted(provider_id, entry, TextState.FAILED, event)
        # Also if that was noted before, by a run that died before it came here.
        make_due(self.table, entry.alert, now)

    def _noted(
        self, provider_id: str, entry: PagerEntry, state: TextState, event: AlertEvent, *with_it: Put | Update
    ) -> None:
        values = {":state": state.value, ":accepted": TextState.ACCEPTED.value, ":provider_id": provider_id}
        noted = Update(notification_key(entry.alert, entry.n), "SET #state = :state", STILL_THIS_TEXT, values)
        transact_write(self.table, noted, event_put(entry.alert, event), *with_it)


def _event(receipt: ReceiptStatus, person: str, now: datetime) -> AlertEvent:
    kind = EventKind.DELIVERED if receipt is ReceiptStatus.DELIVERED else EventKind.NOT_DELIVERED
    return AlertEvent(at=now, kind=kind, about=person)
