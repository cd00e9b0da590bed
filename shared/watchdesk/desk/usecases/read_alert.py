"""See one alert with its messages, its texts and its history, but without any words of the messages."""

from dataclasses import dataclass

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.views import AlertDetails, AlertText
from watchdesk.desk.ports import MessageList
from watchdesk.desk.usecases.find_alert import FindAlert
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.register.domain.person import PersonId
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlert:
    find: FindAlert
    messages: MessageList
    alert_reader: AlertReader
    register: Register
    label_alerts: LabelAlerts
    clock: Clock

    def __call__(self, alert: AlertId, principal: Principal) -> AlertDetails:
        """Return the details. Raises Unknown for an alert that the principal may not see."""
        current = self.find(alert, principal)
        members = self.messages.statuses(self.alert_reader.members(alert))
        notifications = self.alert_reader.notifications(alert)
        return AlertDetails(
            alert=current,
            members=self.label_alerts([(status, None) for status in members], self.clock.now(), [current]),
            texts=tuple(AlertText(text=text, name=self._name(text.person)) for text in notifications),
            history=tuple(self.alert_reader.history(alert)),
        )

    def _name(self, person: PersonId) -> str:
        try:
            return self.register.person(person).name
        except Defect:
            # Somebody who has left the register may have been texted before.
            return person
