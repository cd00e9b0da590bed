"""What people call the alert that looks after a message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.ports.alerts import AlertFile
from watchdesk.desk.domain.message_status import Standing
from watchdesk.desk.domain.views import Found, Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAlerts:
    file: AlertFile

    def __call__(
        self,
        found: Sequence[tuple[Standing, Found | None]],
        now: datetime,
        known: Iterable[Alert] = (),
    ) -> tuple[Listed, ...]:
        """Each with the code of its alert, if it was ever handed to one."""
        codes: dict[str, Code | None] = {alert.id: alert.code for alert in known}
        for standing, _ in found:
            alert = standing.waiting.alert
            if alert is not None and alert not in codes:
                stored = self.file.alert(AlertId(alert))
                codes[alert] = stored.code if stored else None
        return tuple(
            Listed(
                standing=standing,
                overdue_since=standing.overdue_since(now),
                alert_code=codes.get(standing.waiting.alert or ""),
                found=hit,
            )
            for standing, hit in found
        )
