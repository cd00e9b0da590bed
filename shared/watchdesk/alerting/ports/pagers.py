"""The stores of pagers: what people are to be told by text, what they were told, and the outcome."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.pager import Pager
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.domain.text import Text, TextedAlert
from watchdesk.register.domain.person import PersonId


class PagerRequests(Protocol):
    """Requests to tell a person something. The person's pager is due at once."""

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        """Store a pending notification about a leased, open alert, and put its entry into the person's pager.

        Returns False and writes nothing if the alert was answered meanwhile, the lease is lost, or the alert has a
        notification with this number already.
        """
        ...

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        """Put an entry into the person's pager that says who has taken this alert. Safe to repeat."""
        ...


class PagerQueue(Protocol):
    """The pagers that are due. A run holds a pager until its lease ends, even if entries come in meanwhile."""

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Return up to `limit` people whose pagers are due, the soonest first."""
        ...

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        """Take the pager with its entries and texts. Returns None if it is not due, or if another run holds it."""
        ...

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        """Release the pager. It is due again at `look`, or, if that is None, when an entry comes in.

        Returns False if an entry has come in since it was leased, or if the lease is lost. The pager is then due
        again by `now`.
        """
        ...


class TextLedger(Protocol):
    """The texts to people. A text is stored whole, under the lease of its pager, before it is sent."""

    def begin(self, pager: Pager, text: Text) -> bool:
        """Store that this text is about to be sent. From now on it counts against the rate limits.

        Returns False if its leading alert was answered or resolved since it was read, or if the pager's lease is
        lost.
        """
        ...

    def settle(self, pager: Pager, text: Text) -> None:
        """Store the outcome of the text, on the notification of each entry and in the history of its alert.

        An entry that was told or refused, or that has no tries left, leaves the pager. If its person was not
        reached, its alert is due at once. Safe to repeat.
        """
        ...

    def drop(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        """Take the entries off the pager, and add the reason to the history of their alerts. Safe to repeat."""
        ...

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        """Store that a rate limit holds these entries back, and add it to the history of their alerts."""
        ...


class TextHistory(Protocol):
    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        """Return the alerts the person was texted about since then.

        The latest text comes first, and within a text its leading alert. A text that is about to be sent counts;
        a text that was certainly never sent does not.
        """
        ...


class TextReceipts(Protocol):
    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        """Store the receipt on every notification that the text told of. A receipt never ends a climb.

        After a failure for now, the text is tried again if it has tries left. After a failure for good, or without
        tries left, the alerts are due at once. Returns False if no text has this id. Safe to repeat.
        """
        ...


class SecondChannelLog(Protocol):
    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        """Store on the notification, and in the history of the alert, that the second channel told the person."""
        ...
