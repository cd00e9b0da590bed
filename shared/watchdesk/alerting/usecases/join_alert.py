"""Add messages to the open alert of their account and group, or open a new alert with them."""

from collections.abc import Collection
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.ports.alerts import AccountGroup, AlertIds, OpenAlerts
from watchdesk.core.clock import Clock
from watchdesk.core.errors import TryLater
from watchdesk.core.message import MessageKey

MAX_ATTEMPTS = 4
"""Others may open, answer or resolve an alert in between. More changes in a row than this are not by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedAlert:
    id: AlertId
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAlert:
    open_alerts: OpenAlerts
    ids: AlertIds
    clock: Clock

    def __call__(self, place: AccountGroup, members: Collection[MessageKey]) -> JoinedAlert:
        """Return the alert that the messages have joined. Raises TryLater if it changed at every attempt."""
        for _ in range(MAX_ATTEMPTS):
            now = self.clock.now()
            current = self.open_alerts.current(*place)
            if current is None:
                alert = self._new(place)
                if self.open_alerts.open(alert, members):
                    return JoinedAlert(id=alert.id, is_new=True)
            elif self.open_alerts.join(current, members, now):
                return JoinedAlert(id=current, is_new=False)
        raise TryLater("the alert of this account and group changed at every attempt")

    def _new(self, place: AccountGroup) -> Alert:
        account, group = place
        now = self.clock.now()
        return Alert(
            id=self.ids.alert(),
            account=account,
            group=group,
            code=self.ids.code(),
            opened_at=now,
            attention_at=now,
        )
