"""Every pager in dicts, under the same promises as the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from infra.memory.alerting.alerts import MemoryAlerts
from infra.memory.due_queue import DueQueue
from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, AlertState, EventKind
from watchdesk.alerting.domain.notification import MOST_TRIES, Notification, TextState
from watchdesk.alerting.domain.pager import EntryKind, Pager, PagerEntry, RateLimitClass, Text, TextedAlert
from watchdesk.alerting.domain.rate_limits import LONGEST_WINDOW
from watchdesk.alerting.ports.pagers import ReceiptStatus
from watchdesk.register.domain.person import PersonId

TextKey = tuple[datetime, RateLimitClass]


@dataclass(slots=True)
class StoredPager:
    """One person's pager."""

    lease: str | None = None
    lease_until: datetime | None = None
    wants: int = 0
    wanted: dict[tuple[AlertId, EntryKind, int], PagerEntry] = field(default_factory=dict)
    texts: dict[TextKey, Text] = field(default_factory=dict)
    in_hand: TextKey | None = None
    news: set[tuple[AlertId, datetime | None]] = field(default_factory=set)


class MemoryPagers:
    """PageRequests, PagerQueue, TextLedger, TextHistory, Receipts and SecondChannelLog, beside the alerts."""

    def __init__(self, alerts: MemoryAlerts) -> None:
        self.alerts = alerts
        self.agenda = DueQueue[PersonId]()
        self._people: dict[PersonId, StoredPager] = {}
        self._accepted: dict[str, tuple[PersonId, TextKey]] = {}

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        filed = self.alerts.filed[alert.id]
        if not filed.holds(alert) or filed.alert.state is not AlertState.OPEN or notification.n < len(filed.texts):
            return False
        filed.texts.append(notification)
        self._want(notification.person, PagerEntry.of(alert, now, n=notification.n), now)
        return True

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        news = self._pager(person).news
        if (alert.id, alert.acknowledged_at) not in news:
            news.add((alert.id, alert.acknowledged_at))
            self._want(person, PagerEntry.of(alert, now, kind=EntryKind.FOLLOW_UP), now)

    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        self._notify(alert, notification.n, emailed_at=now)
        self._note([alert], AlertEvent(at=now, kind=EventKind.EMAILED, about=notification.person))

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        return self.agenda.due(now, limit)

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        kept, at = self._pager(person), self.agenda.at(person)
        is_held = kept.lease_until is not None and kept.lease_until > now
        if at is None or at > now or is_held:
            return None
        kept.lease, kept.lease_until = lease, until
        self.agenda.note(person, until)
        in_hand = kept.texts[kept.in_hand] if kept.in_hand else None
        return Pager(
            person=person,
            lease=lease,
            wants=kept.wants,
            wanted=tuple(kept.wanted.values()),
            tried=tuple(text for (at, _), text in sorted(kept.texts.items()) if at >= now - LONGEST_WINDOW),
            in_hand=None if in_hand is None or in_hand.is_settled else in_hand,
        )

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        kept = self._pager(pager.person)
        if kept.lease != pager.lease:
            return False
        is_unchanged = kept.wants == pager.wants
        self.agenda.note(pager.person, look if is_unchanged else now)
        kept.lease = kept.lease_until = kept.in_hand = None
        return is_unchanged

    def begin(self, pager: Pager, text: Text) -> bool:
        kept, lead = self._pager(pager.person), text.entries[0]
        place = (text.at, text.limit_class)
        if kept.lease != pager.lease or place in kept.texts:
            return False
        if lead.kind is EntryKind.ALERT:
            if self.alerts.filed[lead.alert].alert.state is not AlertState.OPEN:
                return False
            self._notify(
                lead.alert, lead.n, state=TextState.LEASED, also=tuple(entry.alert for entry in text.also)
            )
        kept.texts[place] = text
        kept.in_hand = place
        return True

    def settle(self, pager: Pager, text: Text) -> None:
        kept, at = self._pager(pager.person), text.ended_at or text.at
        stands = kept.texts[text.at, text.limit_class].state
        if text.state is TextState.UNKNOWN and stands not in (TextState.LEASED, text.state):
            return
        for entry, kind in text.news():
            event = AlertEvent(at=at, kind=kind, about=pager.person)
            if event not in self.alerts.filed[entry.alert].history:
                self._note([entry.alert], event)
            self._told(kept, text, entry)
        for entry in text.given_up:
            self._hurry(entry.alert, at)
        kept.texts[text.at, text.limit_class] = replace(text, is_settled=True)
        if text.provider_id is not None:
            self._accepted[text.provider_id] = (pager.person, (text.at, text.limit_class))

    def drop(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        asked = [entry for entry in entries if entry.kind is EntryKind.ALERT]
        for entry in entries:
            self._pager(pager.person).wanted.pop(entry.key, None)
        for entry in asked:
            self._notify(entry.alert, entry.n, state=TextState.DROPPED)
        self._note(dict.fromkeys(entry.alert for entry in asked), event)
        for entry in entries:
            self._hurry(entry.alert, event.at)

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        wanted = self._pager(pager.person).wanted
        if any(entry.key not in wanted for entry in entries):
            return
        for entry in entries:
            wanted[entry.key] = replace(wanted[entry.key], is_capped=True)
        self._note(dict.fromkeys(entry.alert for entry in entries), event)

    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        texts = sorted(self._pager(person).texts.items(), reverse=True)
        return [told for (at, _), text in texts if at >= since for told in text.texted_alerts()]

    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        if provider_id not in self._accepted:
            return False
        person, place = self._accepted[provider_id]
        for entry in self._pager(person).texts[place].entries:
            if entry.kind is EntryKind.ALERT:
                self._received(person, entry, provider_id, receipt, now)
        return True

    def _received(
        self, person: PersonId, entry: PagerEntry, provider_id: str, receipt: ReceiptStatus, now: datetime
    ) -> None:
        is_again = receipt is ReceiptStatus.FAILED_FOR_NOW and entry.tries < MOST_TRIES
        state = {ReceiptStatus.DELIVERED: TextState.DELIVERED}.get(receipt, TextState.FAILED)
        text = self.alerts.filed[entry.alert].texts[entry.n]
        if (text.state, text.provider_id) == (TextState.ACCEPTED, provider_id):
            self._notify(entry.alert, entry.n, state=TextState.PENDING if is_again else state)
            kind = EventKind.DELIVERED if receipt is ReceiptStatus.DELIVERED else EventKind.NOT_DELIVERED
            self._note([entry.alert], AlertEvent(at=now, kind=kind, about=person))
            if is_again:
                self._want(person, entry, now)
        if state is TextState.FAILED and not is_again:
            self._hurry(entry.alert, now)

    def _told(self, kept: StoredPager, text: Text, entry: PagerEntry) -> None:
        if text.is_last_word(entry):
            kept.wanted.pop(entry.key, None)
        elif entry.key in kept.wanted:
            kept.wanted[entry.key] = replace(kept.wanted[entry.key], tries=entry.tries)
        if entry.kind is EntryKind.ALERT:
            self._notify(
                entry.alert,
                entry.n,
                state=text.state,
                tries=entry.tries,
                sent_at=text.ended_at if text.has_arrived else None,
                provider_id=text.provider_id,
                problem=text.problem,
            )

    def _pager(self, person: PersonId) -> StoredPager:
        return self._people.setdefault(person, StoredPager())

    def _want(self, person: PersonId, entry: PagerEntry, now: datetime) -> None:
        kept = self._pager(person)
        kept.wanted[entry.key] = entry
        kept.wants += 1
        self.agenda.note(person, now)

    def _notify(self, alert: AlertId, n: int, **fields: Any) -> None:  # noqa: ANN401  any of its fields
        texts = self.alerts.filed[alert].texts
        texts[n] = replace(texts[n], **fields)

    def _note(self, alerts: Iterable[AlertId], event: AlertEvent) -> None:
        for alert in alerts:
            self.alerts.filed[alert].history.append(event)

    def _hurry(self, alert: AlertId, now: datetime) -> None:
        filed = self.alerts.filed[alert]
        if filed.alert.state is AlertState.OPEN:
            filed.alert = replace(filed.alert, attention_at=now, lease=None)
