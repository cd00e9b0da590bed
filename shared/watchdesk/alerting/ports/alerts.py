"""The alerts: opened and joined by a sweep, climbed by an escalation, answered by a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId, Code
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

MOST_MEMBERS = 90
"""How many messages join an alert at once."""


class OpenAlerts(Protocol):
    """Which alert newly overdue messages belong to. Each write happens whole or not at all."""

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        """The open alert that messages of this account and group join."""
        ...

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        """Open it with its first members (at most MOST_MEMBERS; a test has none).

        False if another one is open already.
        """
        ...

    def join(self, alert: AlertId, members: Collection[MessageKey], now: datetime) -> bool:
        """Add members (at most MOST_MEMBERS). False if it is no longer open. Safe to repeat."""
        ...


class AlertQueue(Protocol):
    """The alerts that want attention. Whoever leases one holds it until its `attention_at`."""

    def due(self, now: datetime, limit: int) -> Sequence[AlertId]:
        """Up to `limit` alerts whose attention time has come, soonest first within a shard."""
        ...

    def lease(self, alert: AlertId, lease: str, now: datetime, until: datetime) -> Alert | None:
        """Take it until `until`. None if it is not due, or if another run has just taken it."""
        ...

    def reopen(self, alert: Alert, now: datetime) -> Alert | None:
        """Begin a new climb of a leased alert whose acknowledgement ran out. None if the lease is lost."""
        ...

    def move_on(self, alert: Alert, look: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        """Keep the step of a leased, open alert, add to its history, look again at `look`, give it free.

        False if it was answered meanwhile or the lease is lost: then nothing is written.
        """
        ...

    def resolve(self, alert: Alert, now: datetime, events: Sequence[AlertEvent] = ()) -> bool:
        """Close a leased alert, and add to its history.

        False if it was answered, or if messages have joined since it was leased.
        """
        ...


class AlertReader(Protocol):
    """All that belongs to an alert, consistently read."""

    def alert(self, alert: AlertId) -> Alert | None: ...

    def members(self, alert: AlertId) -> Sequence[MessageKey]: ...

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        """In the order of their numbers, from 0, none missing."""
        ...

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        """In the order of time."""
        ...


class AlertAnswers(Protocol):
    def acknowledge(self, alert: AlertId, person: PersonId, now: datetime, until: datetime) -> Alert | None:
        """The alert as it stands after this answer: the first one wins and holds until `until`.

        None if there is no such alert. One that is acknowledged or resolved already stays as it is.
        """
        ...


class AlertIds(Protocol):
    """Where identities that cannot be guessed come from."""

    def alert(self) -> AlertId: ...

    def code(self) -> Code: ...

    def lease(self) -> str: ...


class EscalationQueue(Protocol):
    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        """Ask for each to be escalated now, and return those the queue took. The others wait for the next tick."""
        ...


class KeyRing(Protocol):
    """The keys that sign links. During a rotation two are alive: the current one and the one before."""

    def current(self) -> LinkKey: ...

    def find(self, kid: str) -> LinkKey | None: ...
