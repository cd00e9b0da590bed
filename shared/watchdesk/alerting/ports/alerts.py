"""The stores of alerts, and what a run needs to escalate them.

A sweep opens alerts and adds messages to them. An escalation takes an alert up the steps of its policy.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup

AccountGroup = tuple[AccountId, AlertGroup]
"""The account and the group whose messages share an open alert."""

MAX_MEMBERS = 90
"""The most messages that join an alert in one write."""


class OpenAlerts(Protocol):
    """The alerts that newly overdue messages belong to. Each write happens whole or not at all."""

    def current(self, account: AccountId, group: AlertGroup) -> AlertId | None:
        """Return the open alert that messages of this account and group join, or None."""
        ...

    def open(self, alert: Alert, members: Collection[MessageKey]) -> bool:
        """Open the alert with its first members: at most MAX_MEMBERS, and none for the daily test.

        Returns False if another alert of the account and group is open already.
        """
        ...

    def join(self, alert: AlertId, members: Collection[MessageKey], now: datetime) -> bool:
        """Add at most MAX_MEMBERS messages. A repetition adds nothing new.

        Returns False if the alert is no longer open.
        """
        ...


class AlertQueue(Protocol):
    """The alerts that are due. The run that leases an alert holds it until its `attention_at`."""

    def due(self, now: datetime, limit: int) -> Sequence[AlertId]:
        """Return up to `limit` alerts whose attention time has come, the soonest first within each shard."""
        ...

    def lease(self, alert: AlertId, lease: str, now: datetime, until: datetime) -> Alert | None:
        """Take the alert until then. Returns None if it is not due, or if another run has just taken it."""
        ...

    def save(self, before: Alert, after: Alert, *events: AlertEvent) -> bool:
        """Store what the run that holds the alert has made of it, and add to its history.

        Returns False and writes nothing if the run has lost its lease, if the alert was answered meanwhile, if it
        is to be resolved and messages have joined since, or if nothing changes.
        """
        ...


class AlertReader(Protocol):
    """An alert and all that belongs to it. Every read is consistent."""

    def alert(self, alert: AlertId) -> Alert | None: ...

    def members(self, alert: AlertId) -> Sequence[MessageKey]: ...

    def notifications(self, alert: AlertId) -> Sequence[Notification]:
        """Return the notifications in the order of their numbers, which begin with 0 and have no gaps."""
        ...

    def history(self, alert: AlertId) -> Sequence[AlertEvent]:
        """Return the history in the order of time."""
        ...


class AlertIds(Protocol):
    """A source of ids and codes that nobody can guess."""

    def alert(self) -> AlertId: ...

    def code(self) -> Code: ...

    def lease(self) -> str: ...


class EscalationQueue(Protocol):
    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        """Ask for the alerts to be escalated now, and return those that the queue took.

        The next run by schedule finds the others.
        """
        ...


class KeyRing(Protocol):
    """The keys that sign links. During a rotation there are two: the current key and the one before."""

    def current(self) -> LinkKey: ...

    def find(self, kid: str) -> LinkKey | None: ...
