"""The `alerts` table: delivery receipts of the texts that the carrier had taken."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification_changes import received
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.receipt import ReceiptEffect, ReceiptStatus, effect_of
from watchdesk.alerting.dynamodb.alert_item import event_put
from watchdesk.alerting.dynamodb.pager_item import (
    entry_added,
    make_due,
    notification_update,
    person_pk,
    receipt_key,
    text_of,
    wanted_item,
)
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, transact_write
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True)
class DynamoTextReceipts:
    """The port TextReceipts."""

    table: Table

    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        known = self.table.get(receipt_key(provider_id))
        text = self.table.get({"pk": person_pk(PersonId(known["person"])), "sk": known["text"]}) if known else None
        if known is None or text is None:
            return False
        for entry in text_of(text).entries:
            if entry.asks_for_answer:
                self._note_outcome(
                    provider_id, effect_of(receipt, entry.tries), PersonId(known["person"]), entry, now
                )
        return True

    def _note_outcome(
        self, provider_id: str, effect: ReceiptEffect, person: PersonId, entry: PagerEntry, now: datetime
    ) -> None:
        update = notification_update(entry, received(provider_id, effect.state))
        event = event_put(entry.alert, AlertEvent(at=now, kind=effect.event, about=person))
        again = (Put(wanted_item(person, entry)), entry_added(person, now)) if effect.is_sent_again else ()
        transact_write(self.table, update, event, *again)
        if effect.makes_alert_due:
            # This is repeated even if the receipt was stored before: that run may have died before this line.
            make_due(self.table, entry.alert, now)
