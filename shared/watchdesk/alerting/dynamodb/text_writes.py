"""The writes by which a text begins and its outcome is stored."""

from collections.abc import Sequence

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.notification_changes import begun, settled
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.text import Text
from watchdesk.alerting.dynamodb.alert_item import alert_key, event_put
from watchdesk.alerting.dynamodb.change_update import check_of
from watchdesk.alerting.dynamodb.pager_item import entry_delete, notification_update, text_key, wanted_key
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.transaction import ConditionCheck, Delete, Put, Update
from watchdesk.register.domain.person import PersonId

Writes = list[Put | Update | Delete | ConditionCheck]


ENTRY_EXISTS = "attribute_exists(#pk)"


def lead_writes(text: Text) -> list[ConditionCheck | Update]:
    lead = text.entries[0]
    if not lead.asks_for_answer:
        return []
    is_open = check_of(alert_key(lead.alert), {"state": AlertState.OPEN})
    return [is_open, notification_update(lead, begun(text))]


def outcome_writes(person: PersonId, text: Text, news: "Sequence[tuple[PagerEntry, EventKind]]") -> Writes:
    """Return the writes to the notifications of these entries, and to the history of each alert once."""
    events = {(entry.alert, kind): _text_event(text, kind, person) for entry, kind in news}
    notified = [notification_update(entry, settled(text, entry)) for entry, _ in news if entry.asks_for_answer]
    return [*(event_put(alert, event) for (alert, _), event in events.items()), *notified]


def entry_write(person: PersonId, text: Text, entry: PagerEntry) -> Update | Delete:
    if text.is_last_word(entry):
        return entry_delete(person, entry)
    return Update(wanted_key(person, entry), "SET #tries = :tries", ENTRY_EXISTS, {":tries": entry.tries})


def outcome_update(person: PersonId, text: Text) -> Update:
    values = {":state": text.state.value, ":ended_at": instant(text.ended_at or text.at)}
    told = {":provider_id": text.provider_id, ":problem": text.problem}
    named = {name: value for name, value in told.items() if value is not None}
    change = "SET #state = :state, #ended_at = :ended_at"
    change += "".join(f", #{name[1:]} = {name}" for name in named)
    # Text.may_replace as a condition. LEASED is the default, which is not written.
    is_guess = text.state is TextState.UNKNOWN
    condition = "attribute_not_exists(#state) OR #state = :state" if is_guess else ""
    return Update(text_key(person, text.at, text.limit_class), change, condition, values | named)


def _text_event(text: Text, kind: EventKind, person: PersonId) -> AlertEvent:
    return AlertEvent(at=text.ended_at or text.at, kind=kind, about=person)
