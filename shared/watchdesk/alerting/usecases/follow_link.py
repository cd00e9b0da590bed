"""Find the alert and the notification that a signed link leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain import signed_link
from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.ports.alerts import AlertReader, KeyRing
from watchdesk.core.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAlert:
    alert: Alert
    notification: Notification
    """The notification whose text carried the link. Its person is the reader."""
    others: Sequence[Alert]
    """The other alerts that the text told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLink:
    reader: AlertReader
    keys: KeyRing
    clock: Clock

    def __call__(self, token: str) -> LinkedAlert | None:
        """Return None for a link that is altered, cut short, invented or expired, without saying which.

        The key is found before anything about the alert is read.
        """
        link = signed_link.parse_token(token)
        key = self.keys.find(link.kid) if link else None
        if link is None or key is None:
            return None
        texts = self.reader.notifications(link.alert)
        texted = next((text for text in texts if text.n == link.n), None)
        if texted is None or not signed_link.is_valid(link, texted, key.secret, self.clock.now()):
            return None
        alert = self.reader.alert(link.alert)
        return LinkedAlert(alert=alert, notification=texted, others=self._others(texted)) if alert else None

    def _others(self, text: Notification) -> list[Alert]:
        found = (self.reader.alert(alert) for alert in text.also)
        return [alert for alert in found if alert is not None]
