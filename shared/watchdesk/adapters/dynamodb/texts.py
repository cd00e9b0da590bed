"""The `alerts` table: every text, whole before it leaves, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.adapters.dynamodb.alert_item import alert_key, event_put
from watchdesk.adapters.dynamodb.codec import instant
from watchdesk.adapters.dynamodb.pager_item import (
    BEHIND_EVERY_TEXT,
    TEXT,
    chunks,
    has_notification,
    hurry,
    noted,
    notification_update,
    pager_key,
    person_pk,
    receipt_key,
    text_item,
    text_key,
    text_of,
    wanted_key,
    wants_no_more,
)
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.adapters.dynamodb.transaction import Check, Delete, Put, Update, write
from watchdesk.domain.alert import AlertEvent, AlertState, EventKind
from watchdesk.domain.notification import TextState
from watchdesk.domain.paging import Page, Pager, Text, Told
from watchdesk.domain.person import PersonId

Writes = list[Put | Update | Delete | Check]


@dataclass(frozen=True, slots=True)
class DynamoTextLedger:
    """The ports TextLedger and ToldBook."""

    table: Table

    def begin(self, pager: Pager, text: Text) -> bool:
        key = text_key(pager.person, text.at, text.lane)
        held = {":text": key["sk"], ":lease": pager.lease}
        return write(
            self.table,
            Update(pager_key(pager.person), "SET #in_hand = :text", "#lease = :lease", held),
            Put(text_item(pager.person, text), "attribute_not_exists(#pk)"),
            *_lead(text),
        )

    def settle(self, pager: Pager, text: Text) -> None:
        """The fate is written with the first pages, and what is not settled yet is done by the next run."""
        news = text.news()
        is_all_at_once = len(list(chunks(news))) == 1 and not text.given_up
        for index, some in enumerate(chunks(news)):
            ended = _ended(pager.person, replace(text, is_settled=is_all_at_once)) if index == 0 else []
            write(self.table, *ended, *self._told(pager.person, text, some))
        for page in text.given_up:
            hurry(self.table, page.alert, text.ended_at or text.at)
        if not is_all_at_once:
            write(self.table, *_ended(pager.person, replace(text, is_settled=True)))

    def drop(self, pager: Pager, pages: Sequence[Page], event: AlertEvent) -> None:
        for some in chunks(list(pages)):
            asked = [page for page in some if has_notification(page)]
            dropped = [notification_update(page, state=TextState.DROPPED) for page in asked]
            gone = [wants_no_more(pager.person, page) for page in some]
            write(self.table, *dropped, *gone, *noted(asked, event))
        for page in pages:
            hurry(self.table, page.alert, event.at)

    def hold(self, pager: Pager, pages: Sequence[Page], event: AlertEvent) -> None:
        for some in chunks(list(pages)):
            held = [
                Update(wanted_key(pager.person, page), "SET #is_capped = :yes", "", {":yes": True})
                for page in some
            ]
            write(self.table, *held, *noted(some, event))

    def told(self, person: PersonId, since: datetime) -> Sequence[Told]:
        texts = self.table.query(
            "#pk = :person AND #sk BETWEEN :since AND :behind",
            {":person": person_pk(person), ":since": f"{TEXT}{instant(since)}", ":behind": BEHIND_EVERY_TEXT},
            back_from={},
        )
        return [each for item in texts for each in text_of(item).told()]

    def _told(self, person: PersonId, text: Text, news: "Sequence[tuple[Page, EventKind]]") -> Writes:
        writes: Writes = []
        events = {(page.alert, kind): _event(text, kind, person) for page, kind in news}
        writes += (event_put(alert, event) for (alert, _), event in events.items())
        for page, _ in news:
            if text.is_last_word(page):
                writes.append(wants_no_more(person, page))
            else:
                tries = {":tries": page.tries}
                writes.append(Update(wanted_key(person, page), "SET #tries = :tries", "", tries))
            if has_notification(page):
                writes.append(_notified(text, page))
        return writes


def _lead(text: Text) -> list[Check | Update]:
    lead = text.pages[0]
    if not has_notification(lead):
        return []
    is_open = Check(alert_key(lead.alert), "#state = :open", {":open": AlertState.OPEN.value})
    also = tuple(page.alert for page in text.also)
    return [is_open, notification_update(lead, state=TextState.LEASED, also=also)]


def _notified(text: Text, page: Page) -> Update:
    sent_at = text.ended_at if text.has_arrived else None
    return notification_update(
        page,
        state=text.state,
        tries=page.tries,
        sent_at=sent_at,
        provider_id=text.provider_id,
        problem=text.problem,
    )


def _ended(person: PersonId, text: Text) -> Writes:
    """What became of it; once that is settled, also where a receipt for it finds it."""
    values = {":state": text.state.value, ":ended_at": instant(text.ended_at or text.at), ":done": text.is_settled}
    told = {":provider_id": text.provider_id, ":problem": text.problem}
    named = {name: value for name, value in told.items() if value is not None}
    change = "SET #state = :state, #ended_at = :ended_at, #is_settled = :done"
    change += "".join(f", #{name[1:]} = {name}" for name in named)
    key = text_key(person, text.at, text.lane)
    writes: Writes = [Update(key, change, "", values | named)]
    if text.is_settled and text.provider_id is not None:
        writes.append(Put({**receipt_key(text.provider_id), "person": person, "text": key["sk"]}))
    return writes


def _event(text: Text, kind: EventKind, person: PersonId) -> AlertEvent:
    return AlertEvent(at=text.ended_at or text.at, kind=kind, about=person)
