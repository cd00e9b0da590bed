"""The store of pagers in memory. It keeps the same promises as the table, by the same rules of the domain."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from infra.memory.alerting.alerts import MemoryAlerts
from infra.memory.alerting.stored_pager import StoredPager, TextKey
from infra.memory.due_queue import DueQueue
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_changes import change_to_due, required_to_text
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.notification_changes import DROPPED, begun, emailed, received, settled
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_changes import (
    PagerState,
    change_by_begin,
    change_by_release,
    change_by_rest,
)
from watchdesk.alerting.domain.pager_entry import PagerEntry, PagerEntryKind
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW
from watchdesk.alerting.domain.receipt import ReceiptEffect, ReceiptStatus, effect_of
from watchdesk.alerting.domain.text import Text, TextedAlert
from watchdesk.register.domain.person import PersonId


class MemoryPagers:
    """The ports PagerRequests, PagerQueue, TextLedger, TextHistory, TextReceipts and SecondChannelLog."""

    def __init__(self, alerts: MemoryAlerts) -> None:
        self.alerts = alerts
        self.due_queue = DueQueue[PersonId]()
        self._people: dict[PersonId, StoredPager] = {}
        self._accepted: dict[str, tuple[PersonId, TextKey]] = {}

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        stored = self.alerts.stored[alert.id]
        is_ours = Change(fields={}, required=required_to_text(alert)).fits(stored.alert)
        if not is_ours or notification.n < len(stored.notifications):
            return False
        stored.notifications.append(notification)
        self._add_entry(notification.person, PagerEntry.of(alert, now, n=notification.n), now)
        return True

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        news = self._pager(person).news
        if (alert.id, alert.acknowledged_at) not in news:
            news.add((alert.id, alert.acknowledged_at))
            self._add_entry(person, PagerEntry.of(alert, now, kind=PagerEntryKind.FOLLOW_UP), now)

    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        self._notify(alert, notification.n, emailed(now))
        self._note_event([alert], AlertEvent(at=now, kind=EventKind.EMAILED, about=notification.person))

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        return self.due_queue.due(now, limit)

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        stored = self._pager(person)
        if (leased := stored.state.leased(lease, now, until)) == stored.state:
            return None
        self._put(person, leased)
        return Pager(
            person=person,
            lease=lease,
            wants=leased.wants,
            wanted=tuple(stored.wanted.values()),
            tried=tuple(text for (at, _), text in sorted(stored.texts.items()) if at >= now - LONGEST_WINDOW),
            in_hand=stored.text_in_hand,
        )

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        is_done = self._apply(pager.person, change_by_rest(pager, look))
        if not is_done:
            self._apply(pager.person, change_by_release(pager, now))
        return is_done

    def begin(self, pager: Pager, text: Text) -> bool:
        stored, lead = self._pager(pager.person), text.entries[0]
        key, change = (text.at, text.limit_class), change_by_begin(pager, (text.at, text.limit_class))
        if key in stored.texts or not change.fits(stored.state):
            return False
        if lead.asks_for_answer:
            if self.alerts.stored[lead.alert].alert.state is not AlertState.OPEN:
                return False
            self._notify(lead.alert, lead.n, begun(text))
        stored.texts[key] = text
        return self._apply(pager.person, change)

    def settle(self, pager: Pager, text: Text) -> None:
        stored, at = self._pager(pager.person), text.ended_at or text.at
        if not text.may_replace(stored.texts[text.at, text.limit_class].state):
            return
        for entry, kind in text.news():
            event = AlertEvent(at=at, kind=kind, about=pager.person)
            if event not in self.alerts.stored[entry.alert].history:
                self._note_event([entry.alert], event)
            stored.leave(text, entry)
            if entry.asks_for_answer:
                self._notify(entry.alert, entry.n, settled(text, entry))
        for entry in text.given_up:
            self._make_due(entry.alert, at)
        stored.texts[text.at, text.limit_class] = replace(text, is_settled=True)
        if text.provider_id is not None:
            self._accepted[text.provider_id] = (pager.person, (text.at, text.limit_class))

    def drop(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        asked = [entry for entry in entries if entry.asks_for_answer]
        for entry in entries:
            self._pager(pager.person).wanted.pop(entry.key, None)
        for entry in asked:
            self._notify(entry.alert, entry.n, DROPPED)
        self._note_event(dict.fromkeys(entry.alert for entry in asked), event)
        for entry in entries:
            self._make_due(entry.alert, event.at)

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        wanted = self._pager(pager.person).wanted
        if any(entry.key not in wanted for entry in entries):
            return
        for entry in entries:
            wanted[entry.key] = replace(wanted[entry.key], is_capped=True)
        self._note_event(dict.fromkeys(entry.alert for entry in entries), event)

    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        texts = sorted(self._pager(person).texts.items(), reverse=True)
        return [texted for (at, _), text in texts if at >= since for texted in text.texted_alerts()]

    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        if provider_id not in self._accepted:
            return False
        person, key = self._accepted[provider_id]
        for entry in self._pager(person).texts[key].entries:
            if entry.asks_for_answer:
                self._receive(person, entry, provider_id, effect_of(receipt, entry.tries), now)
        return True

    def _receive(
        self, person: PersonId, entry: PagerEntry, provider_id: str, effect: ReceiptEffect, now: datetime
    ) -> None:
        if self._notify(entry.alert, entry.n, received(provider_id, effect.state)):
            self._note_event([entry.alert], AlertEvent(at=now, kind=effect.event, about=person))
            if effect.is_sent_again:
                self._add_entry(person, entry, now)
        if effect.makes_alert_due:
            self._make_due(entry.alert, now)

    def _pager(self, person: PersonId) -> StoredPager:
        return self._people.setdefault(person, StoredPager())

    def _put(self, person: PersonId, state: PagerState) -> None:
        self._pager(person).state = state
        self.due_queue.schedule(person, state.attention_at)

    def _apply(self, person: PersonId, change: Change) -> bool:
        state = self._pager(person).state
        is_done = change.fits(state)
        if is_done:
            self._put(person, change.applied_to(state))
        return is_done

    def _add_entry(self, person: PersonId, entry: PagerEntry, now: datetime) -> None:
        stored = self._pager(person)
        stored.wanted[entry.key] = entry
        self._put(person, stored.state.requested(now))

    def _notify(self, alert: AlertId, n: int, change: Change) -> bool:
        notifications = self.alerts.stored[alert].notifications
        is_done = change.fits(notifications[n])
        if is_done:
            notifications[n] = change.applied_to(notifications[n])
        return is_done

    def _note_event(self, alerts: Iterable[AlertId], event: AlertEvent) -> None:
        for alert in alerts:
            self.alerts.stored[alert].history.append(event)

    def _make_due(self, alert: AlertId, now: datetime) -> None:
        self.alerts.stored[alert].apply(change_to_due(now))
