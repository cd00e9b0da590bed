"""Show the reader of a signed link what is waiting, and record that they have it."""

from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.alert_view import AlertView
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.ports.replies import AlertAnswers
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.alerting.usecases.follow_link import FollowLink
from watchdesk.alerting.usecases.show_alert import ShowAlert
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.core.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlert:
    """Both methods return None for a link that leads nowhere, and never say why."""

    follow: FollowLink
    view: ShowAlert
    take: TakeAlert
    answers: AlertAnswers
    clock: Clock

    def show(self, token: str) -> AlertView | None:
        """Return the alert without changing it: phones and scanners follow links that nobody has tapped."""
        found = self.follow(token)
        return self.view(found.alert, found.notification.person, found.others) if found else None

    def acknowledge(self, token: str) -> AlertView | None:
        """Return all that the text told of as it is after this answer. The first person wins.

        Raises ExceptionGroup once every alert was tried, if any could not be taken.
        """
        found = self.follow(token)
        if found is None:
            return None
        taken, errors = list[Alert](), list[Exception]()
        for alert in (found.alert, *found.others):
            try:
                taken.append(self._taken(alert, found.notification))
            except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
                error.add_note(f"alert={alert.id}")
                errors.append(error)
        if errors:
            raise ExceptionGroup("some alerts could not be acknowledged", errors)
        return self.view(taken[0], found.notification.person, taken[1:])

    def _taken(self, alert: Alert, text: Notification) -> Alert:
        after = self.take(alert, text.person) or alert
        if after.state is not AlertState.OPEN and not after.is_answered_by(text.person):
            late = AlertEvent(at=self.clock.now(), kind=EventKind.ANSWERED_LATE, about=text.person)
            # However often they tap the link, it is one answer.
            self.answers.note(alert.id, late, InboundId(f"link-{text.n}"))
        return after
