"""Add to each listed message the code of its alert, by which people call it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import ListedMessage, SearchMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAlerts:
    alert_reader: AlertReader

    def __call__(
        self,
        found: Sequence[tuple[MessageStatus, SearchMatch | None]],
        now: datetime,
        known: Iterable[Alert] = (),
    ) -> tuple[ListedMessage, ...]:
        """Return each message with the code of its alert, if it has one. `known` alerts are not read again."""
        codes: dict[str, Code | None] = {alert.id: alert.code for alert in known}
        for status, _ in found:
            alert = status.waiting.alert
            if alert is not None and alert not in codes:
                stored = self.alert_reader.alert(AlertId(alert))
                codes[alert] = stored.code if stored else None
        return tuple(
            ListedMessage(
                status=status,
                overdue_since=status.overdue_since(now),
                alert_code=codes.get(status.waiting.alert or ""),
                match=match,
            )
            for status, match in found
        )
