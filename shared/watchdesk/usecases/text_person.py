"""Text one person about one alert: lease, send, mark, in this order and never twice at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from watchdesk.domain.alert import Alert, AlertEvent, EventKind
from watchdesk.domain.errors import LeaseLost, Refused, Unconfirmed, WatchdeskError
from watchdesk.domain.link import LINK_LIFE, sign, url
from watchdesk.domain.notification import Notification, TextState
from watchdesk.domain.person import Person
from watchdesk.ports import Clock
from watchdesk.ports.alerts import KeyRing, NotificationLedger, SmsSender

LEASE = timedelta(seconds=90)
"""Longer than a function may run, so that whoever finds it over knows that its holder is gone."""

EVENTS = {
    TextState.ACCEPTED: EventKind.TEXTED,
    TextState.UNKNOWN: EventKind.UNCONFIRMED,
    TextState.FAILED: EventKind.NOT_TEXTED,
    TextState.PENDING: EventKind.NOT_TEXTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPerson:
    ledger: NotificationLedger
    sms: SmsSender
    keys: KeyRing
    clock: Clock
    link_base: str
    link_life: timedelta = LINK_LIFE

    def first(self, alert: Alert, n: int, person: Person) -> Notification:
        """The notification that the first try at this person on this step will be."""
        return Notification(
            n=n, step=alert.step, person=person.id, expires_at=self.clock.now() + self.link_life, tries=0
        )

    def __call__(
        self, alert: Alert, before: Notification, person: Person, wording: Callable[[str], str]
    ) -> tuple[Notification, list[Exception]]:
        """The notification as it stands after this try, and what went wrong. Raises LeaseLost if it is not ours.

        `wording` makes the text around a link. If the link cannot be signed, the text goes without it: people
        who know can look for themselves, people who were not told cannot.
        """
        link, errors = self._link(alert, before)
        now = self.clock.now()
        leased = replace(
            before,
            tries=before.tries + 1,
            state=TextState.LEASED,
            lease=alert.lease or "",
            lease_until=now + LEASE,
        )
        text = wording(link)
        if not self.ledger.begin(alert, leased, now):
            raise LeaseLost("the alert was answered, or another run texts this person")
        sent, error = self._send(leased, person, text)
        event = AlertEvent(at=self.clock.now(), kind=EVENTS[sent.state], about=person.id)
        self.ledger.mark(alert.id, sent, event)
        return sent, errors + ([error] if error else [])

    def _link(self, alert: Alert, notification: Notification) -> tuple[str, list[Exception]]:
        try:
            return url(self.link_base, sign(alert.id, notification, self.keys.current())), []
        except WatchdeskError as error:
            return "", [error]

    def _send(self, leased: Notification, person: Person, text: str) -> tuple[Notification, Exception | None]:
        try:
            provider_id = self.sms.send(person.phone, text)
        except Exception as error:  # noqa: BLE001  what nobody foresaw may have been sent, and must be noted so
            kind = error.kind if isinstance(error, WatchdeskError) else "bug"
            return replace(leased, state=_after(error), problem=kind, lease_until=None), error
        return replace(
            leased,
            state=TextState.ACCEPTED,
            provider_id=provider_id,
            sent_at=self.clock.now(),
            lease_until=None,
            problem=None,
        ), None


def _after(error: Exception) -> TextState:
    match error:
        case Unconfirmed():
            return TextState.UNKNOWN
        case Refused():
            return TextState.FAILED
        case WatchdeskError():
            return TextState.PENDING
    return TextState.UNKNOWN
