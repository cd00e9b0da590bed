"""The `alerts` table: every text, stored whole before it is sent, and its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification_changes import DROPPED
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_changes import change_by_begin
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.text import Text, TextedAlert
from watchdesk.alerting.dynamodb.pager_item import (
    AFTER_ALL_TEXTS,
    TEXT,
    chunks,
    entry_delete,
    entry_events,
    make_due,
    notification_update,
    pager_update,
    person_pk,
    receipt_key,
    text_item,
    text_key,
    text_of,
    wanted_key,
)
from watchdesk.alerting.dynamodb.text_writes import (
    ENTRY_EXISTS,
    entry_write,
    lead_writes,
    outcome_update,
    outcome_writes,
)
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import Put, Update, transact_write
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True)
class DynamoTextLedger:
    """The ports TextLedger and TextHistory."""

    table: Table

    def begin(self, pager: Pager, text: Text) -> bool:
        key = text_key(pager.person, text.at, text.limit_class)
        return transact_write(
            self.table,
            pager_update(pager.person, change_by_begin(pager, key["sk"])),
            Put(text_item(pager.person, text), "attribute_not_exists(#pk)"),
            *lead_writes(text),
        )

    def settle(self, pager: Pager, text: Text) -> None:
        """Store the outcome with the first notifications. If this run dies after that, the next run does the rest.

        Entries are taken off last, in transactions that hold only items of the person. So the role may be allowed
        to delete these items and no others. The item that leads a receipt to its text comes after that, because a
        receipt may put an entry back, and that entry must not be taken off again.
        """
        first, *others = chunks(text.news())
        if not transact_write(
            self.table, outcome_update(pager.person, text), *outcome_writes(pager.person, text, first)
        ):
            # The run that sent the text was only slow. It knows the outcome, and this run does not.
            return
        for news in others:
            transact_write(self.table, *outcome_writes(pager.person, text, news))
        for entry in text.given_up:
            make_due(self.table, entry.alert, text.ended_at or text.at)
        key = text_key(pager.person, text.at, text.limit_class)
        *before, last = chunks(text.entries)
        for some in before:
            self._leave(pager.person, text, some)
        done = Update(key, "SET #is_settled = :yes", "", {":yes": True})
        self._leave(pager.person, text, last, done)
        if text.provider_id is not None:
            self.table.put({**receipt_key(text.provider_id), "person": pager.person, "text": key["sk"]})

    def drop(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        asked = [entry for entry in entries if entry.asks_for_answer]
        for some in chunks(asked):
            dropped = [notification_update(entry, DROPPED) for entry in some]
            transact_write(self.table, *dropped, *entry_events(some, event))
        for some in chunks(entries):
            transact_write(self.table, *(entry_delete(pager.person, entry) for entry in some))
        for entry in entries:
            make_due(self.table, entry.alert, event.at)

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        for some in chunks(entries):
            held = [
                Update(wanted_key(pager.person, entry), "SET #is_capped = :yes", ENTRY_EXISTS, {":yes": True})
                for entry in some
            ]
            transact_write(self.table, *held, *entry_events(some, event))

    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        texts = self.table.query(
            "#pk = :person AND #sk BETWEEN :since AND :behind",
            {":person": person_pk(person), ":since": f"{TEXT}{instant(since)}", ":behind": AFTER_ALL_TEXTS},
            back_from={},
        )
        return [each for item in texts for each in text_of(item).texted_alerts()]

    def _leave(self, person: PersonId, text: Text, entries: Sequence[PagerEntry], *done: Update) -> None:
        """Take the entries off or count the try, but never write an entry that another run has taken off.

        An update would create an item with one attribute, and such a pager cannot be read.
        """
        left = [entry_write(person, text, entry) for entry in entries]
        if not transact_write(self.table, *left, *done):
            for each in (*left, *done):
                transact_write(self.table, each)
