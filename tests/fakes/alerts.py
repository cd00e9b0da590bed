"""The fake store of alerts is the store that rehearsals run on, with what people answer."""

from datetime import datetime

from infra.memory.alerting.alerts import MemoryAlerts
from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.register.domain.person import PersonId


class FakeAlertStore(MemoryAlerts):
    """A test can answer an alert by the store itself: `alerts.acknowledge(...)`."""

    def acknowledge(self, alert: AlertId, person: PersonId, now: datetime, until: datetime) -> Alert | None:
        return self._answer.acknowledge(alert, person, now, until)

    def answer_in_part(self, alert: AlertId, person: PersonId, now: datetime) -> Alert | None:
        return self._answer.answer_in_part(alert, person, now)

    def escalate(self, alert: AlertId, person: PersonId, now: datetime, reply: InboundId) -> Alert | None:
        return self._answer.escalate(alert, person, now, reply)

    def close(
        self, alert: AlertId, person: PersonId, now: datetime, until: datetime, reply: InboundId
    ) -> Alert | None:
        return self._answer.close(alert, person, now, until, reply)

    @property
    def _answer(self) -> AnswerAlert:
        return AnswerAlert(reader=self, answers=self)
