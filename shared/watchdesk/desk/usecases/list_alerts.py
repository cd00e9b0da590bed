"""List the alerts of the accounts that somebody watches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.core.clock import Clock
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.queries import AlertQuery, may_see_alerts
from watchdesk.desk.ports import AlertList
from watchdesk.register.ports import Register

DEFAULT_PERIOD: Final = timedelta(days=7)
MAX_PER_ACCOUNT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAlerts:
    alerts: AlertList
    register: Register
    clock: Clock

    def __call__(self, query: AlertQuery, principal: Principal) -> tuple[Alert, ...]:
        """Return the oldest first. Of resolved alerts, return the newest first and MAX_PER_ACCOUNT at most."""
        if query.state is AlertState.RESOLVED:
            resolved = self._resolved(query, principal)
            return tuple(sorted(resolved, key=lambda alert: (alert.opened_at, alert.id), reverse=True))
        return tuple(
            alert
            for alert in self.alerts.unresolved()
            if query.admits(alert) and may_see_alerts(principal, alert.account)
        )

    def _resolved(self, query: AlertQuery, principal: Principal) -> Iterator[Alert]:
        since = query.since or self.clock.now() - DEFAULT_PERIOD
        accounts = query.accounts or {account.id for account in self.register.accounts()}
        for account in sorted(accounts):
            if may_see_alerts(principal, account):
                opened = self.alerts.opened_since(account, since, MAX_PER_ACCOUNT)
                yield from (alert for alert in opened if alert.state is AlertState.RESOLVED)
