"""Find an alert for one principal. An alert that they may not see looks as if it did not exist."""

from dataclasses import dataclass
from typing import Final

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import MAY_SEE_ALERTS, Action, Principal
from watchdesk.core.text_rules import is_id

UNKNOWN_ALERT: Final = "there is no such alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAlert:
    alert_reader: AlertReader

    def __call__(self, alert: AlertId, principal: Principal, actions: frozenset[Action] = MAY_SEE_ALERTS) -> Alert:
        """Return the alert. Raises Unknown unless the principal may do one of the actions on its account."""
        stored = self.alert_reader.alert(alert) if is_id(alert) else None
        if stored is None or not principal.may_any(actions, stored.account):
            raise Unknown(UNKNOWN_ALERT)
        return stored
