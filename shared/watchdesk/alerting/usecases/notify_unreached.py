"""Tell a person by the second channel what no text could tell them. That does not stop a climb."""

from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.pagers import SecondChannelLog
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.core.clock import Clock
from watchdesk.core.errors import WatchdeskError
from watchdesk.register.ports import Register

EXPLANATION = "A text to your phone about this could not be delivered. Please have your number checked."


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyUnreached:
    log: SecondChannelLog
    channel: Channel | None
    """The second channel. None if the force has none."""
    register: Register
    compose: ComposeText
    clock: Clock

    def __call__(self, alert: Alert, notification: Notification, summary: WaitingSummary) -> list[Exception]:
        """Return what went wrong.

        The message is sent first and recorded after, because a second message after a crash is better than none.
        """
        try:
            person = self.register.person(notification.person)
            address = self.channel.facts.address.of(person) if self.channel else ""
            if self.channel is None or not address:
                return []
            text, errors = self.compose.alert_text(alert, notification, summary)
            subject = f"Alert {alert.code}: no text reached you"
            self.channel.send(ChannelMessage(address=address, subject=subject, body=f"{text}\n\n{EXPLANATION}"))
            self.log.note_emailed(alert.id, notification, self.clock.now())
        except WatchdeskError as error:
            return [error]
        return errors
