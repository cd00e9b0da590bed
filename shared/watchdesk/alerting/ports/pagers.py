"""The pagers: what people are to be told, what they were told, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.pager import Pager, PagerEntry, Text, TextedAlert
from watchdesk.register.domain.person import PersonId


class PagerRequests(Protocol):
    """How an entry comes to be wanted. Its person's pager is due at once."""

    def want(self, alert: Alert, notification: Notification, now: datetime) -> bool:
        """Want a text about a leased, open alert, and note it as pending.

        False if it was answered meanwhile, the lease is lost, or this number was given already: then nothing
        is written.
        """
        ...

    def follow_up(self, person: PersonId, alert: Alert, now: datetime) -> None:
        """Want them told who has taken this alert. Safe to repeat."""
        ...


class PagerQueue(Protocol):
    """The pagers that want attention. Whoever leases one holds it until `until`, whatever is wanted meanwhile."""

    def due(self, now: datetime, limit: int) -> Sequence[PersonId]:
        """Up to `limit` people whose pagers' attention time has come, soonest first."""
        ...

    def lease(self, person: PersonId, lease: str, now: datetime, until: datetime) -> Pager | None:
        """Take it, with everything that belongs to it. None if it is not due, or another run holds it."""
        ...

    def rest(self, pager: Pager, look: datetime | None, now: datetime) -> bool:
        """Look again at `look`, or only when an entry is wanted, and give the pager free.

        False if an entry was wanted since it was leased, or the lease is lost: then it is due (again) by `now`.
        """
        ...


class TextLedger(Protocol):
    """What is texted to whom. A text leaves only once it stands here, whole, under its pager's lease."""

    def begin(self, pager: Pager, text: Text) -> bool:
        """Note that this text is about to be sent: it counts against the caps from here on.

        False if its leading alert was answered or resolved since it was read, or the pager's lease is lost.
        """
        ...

    def settle(self, pager: Pager, text: Text) -> None:
        """Note on every entry's notification and in its alert's history what became of the text.

        An entry that is told, refused or tried out is wanted no more; one that nobody was reached by makes its
        alert due at once. Safe to repeat.
        """
        ...

    def drop(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        """They are wanted no more; the history of their alerts says why. Safe to repeat."""
        ...

    def hold(self, pager: Pager, entries: Sequence[PagerEntry], event: AlertEvent) -> None:
        """Note in the history of their alerts that a cap holds these entries back."""
        ...


class TextHistory(Protocol):
    def texted_alerts(self, person: PersonId, since: datetime) -> Sequence[TextedAlert]:
        """The alerts they were told about since then, the latest text first, and its leading alert first in it.

        A text that is about to be sent is among them; one that certainly never left is not.
        """
        ...


class ReceiptStatus(StrEnum):
    """What the carrier says of a text it had taken."""

    DELIVERED = "delivered"
    FAILED_FOR_NOW = "failed_for_now"
    """It may arrive if it is sent again: the phone was off, the carrier was busy."""
    FAILED = "failed"
    """It was refused and would be refused again."""


class TextReceipts(Protocol):
    def note_receipt(self, provider_id: str, receipt: ReceiptStatus, now: datetime) -> bool:
        """Note it on every notification that text told. A receipt never ends a climb.

        After a failure for now the text is tried again, if it has tries left; after one for good, or without
        tries left, the alerts are due at once. False if no text is known by this id. Safe to repeat.
        """
        ...


class SecondChannelLog(Protocol):
    def note_emailed(self, alert: AlertId, notification: Notification, now: datetime) -> None:
        """Note on the notification, and in the alert's history, that the second channel has told its person."""
        ...
