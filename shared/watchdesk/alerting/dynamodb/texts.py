"""The `alerts` table: every text, whole before it leaves, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import AlertEvent, AlertState, EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager import Pager, PagerEntry, Text, TextedAlert
from watchdesk.alerting.dynamodb.alert_item import alert_key, event_put
from watchdesk.alerting.dynamodb.pager_item import (
    BEHIND_EVERY_TEXT,
    TEXT,
    asks_for_answer,
    chunks,
    entry_delete,
    make_due,
    noted,
    notification_update,
    pager_key,
    person_pk,
    receipt_key,
    text_item,
    text_key,
    text_of,
    wanted_key,
)
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.dynamodb.transaction import ConditionCheck, Delete, Put, Update, transact_write
from watchdesk.register.domain.person import PersonId

Writes = list[Put | Update | Delete | ConditionCheck]
STILL_WANTED = "attribute_exists(#pk)"


@dataclass(frozen=True, slots=True)
class DynamoTextLedger:
    """The ports TextLedger and TextHistory."""

    table: Table

    def begin(self, pager: Pager, text: Text) -> bool:
        key = text_key(pager.person, text.at, text.limit_class)
        held = {":text": key["sk"], ":lease": pager.lease}
        return transact_write(
            self.table,
            Update(pager_key(pager.person), "SET #in_hand = :text", "#lease = :lease", held),
            Put(text_item(pager.person, text), "attribute_not_exists(#pk)"),
            *_lead(text),
        )

    def settle(self, pager: Pager, text: Text) -> None:
        """The fate is written with the first notifications; what is not settled after it is done by the next run.

        Entries are taken off last, in transactions of the person's own items alone: so the permission to delete
        can be one for nothing else. The receipt's way to the text is written when no entry can be taken off by
        mistake that the receipt has put back.
        """
        first, *others = chunks(text.news())
        if not transact_write(self.table, _fate(pager.person, text), *_noted(pager.person, text, first)):
            # The run that sent it was only slow, and knows what this one does not.
            return
        for news in others:
            transact_write(self.table, *_noted(pager.person, text, news))
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
        asked = [entry for entry in entries if asks_for_answer(entry)]
        for some in chunks(asked):
            dropped = [notification_update(entry, state=TextState.DROPPED) for entry in some]
            transact_write(self.table, *dropped, *noted(some, event))
        for some in chunks(entries):
            transact_write(self.table, *(entry_delete(pager.person, entry) for entry in some))
        for entry in entries:
            make_due(self.table, entry.alert, event.at)

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        for some in chunks(entries):
            held = [
                Update(wanted_key(pager.person, entry), "SET #is_capped = :yes", STILL_WANTED, {":yes": True})
                for entry in some
            ]
            transact_write(self.table, *held, *noted(some, event))

    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        texts = self.table.query(
            "#pk = :person AND #sk BETWEEN :since AND :behind",
            {":person": person_pk(person), ":since": f"{TEXT}{instant(since)}", ":behind": BEHIND_EVERY_TEXT},
            back_from={},
        )
        return [each for item in texts for each in text_of(item).texted_alerts()]

    def _leave(self, person: PersonId, text: Text, entries: Sequence[PagerEntry], *done: Update) -> None:
        """What another run has taken off meanwhile stays off: half of an entry would make the pager unreadable."""
        left = [_left_wanted(person, text, entry) for entry in entries]
        if not transact_write(self.table, *left, *done):
            for each in (*left, *done):
                transact_write(self.table, each)


def _lead(text: Text) -> list[ConditionCheck | Update]:
    lead = text.entries[0]
    if not asks_for_answer(lead):
        return []
    is_open = ConditionCheck(alert_key(lead.alert), "#state = :open", {":open": AlertState.OPEN.value})
    also = tuple(entry.alert for entry in text.also)
    return [is_open, notification_update(lead, state=TextState.LEASED, also=also)]


def _notified(text: Text, entry: PagerEntry) -> Update:
    sent_at = text.ended_at if text.has_arrived else None
    return notification_update(
        entry,
        state=text.state,
        tries=entry.tries,
        sent_at=sent_at,
        provider_id=text.provider_id,
        problem=text.problem,
    )


def _noted(person: PersonId, text: Text, news: "Sequence[tuple[PagerEntry, EventKind]]") -> Writes:
    """On the notifications of these entries, and once in the history of each alert."""
    events = {(entry.alert, kind): _event(text, kind, person) for entry, kind in news}
    notified = [_notified(text, entry) for entry, _ in news if asks_for_answer(entry)]
    return [*(event_put(alert, event) for (alert, _), event in events.items()), *notified]


def _left_wanted(person: PersonId, text: Text, entry: PagerEntry) -> Update | Delete:
    if text.is_last_word(entry):
        return entry_delete(person, entry)
    return Update(wanted_key(person, entry), "SET #tries = :tries", STILL_WANTED, {":tries": entry.tries})


def _fate(person: PersonId, text: Text) -> Update:
    values = {":state": text.state.value, ":ended_at": instant(text.ended_at or text.at)}
    told = {":provider_id": text.provider_id, ":problem": text.problem}
    named = {name: value for name, value in told.items() if value is not None}
    change = "SET #state = :state, #ended_at = :ended_at"
    change += "".join(f", #{name[1:]} = {name}" for name in named)
    # LEASED, as a text that is about to be sent is, is not written.
    is_guess = text.state is TextState.UNKNOWN
    condition = "attribute_not_exists(#state) OR #state = :state" if is_guess else ""
    return Update(text_key(person, text.at, text.limit_class), change, condition, values | named)


def _event(text: Text, kind: EventKind, person: PersonId) -> AlertEvent:
    return AlertEvent(at=text.ended_at or text.at, kind=kind, about=person)
