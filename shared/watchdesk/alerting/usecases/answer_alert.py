"""Store what a person says about an alert, and return the alert as it stands afterwards.

Whoever answers first wins. So the alert is read again after the write: it shows who that was.
"""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.escalation_steps import highest_step
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.ports.replies import AlertAnswers
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAlert:
    """Every answer returns None if there is no such alert."""

    reader: AlertReader
    answers: AlertAnswers

    def acknowledge(self, alert: AlertId, person: PersonId, now: datetime, until: datetime) -> Alert | None:
        """Give an open alert to this person until then. Any other alert stays as it is."""
        found = self.reader.alert(alert)
        if found is None or found.state is not AlertState.OPEN:
            return found
        event = AlertEvent(at=now, kind=EventKind.ACKNOWLEDGED, about=person)
        self.answers.save_answer(found, found.acknowledged(person, now, until), event)
        return self.reader.alert(alert)

    def answer_in_part(self, alert: AlertId, person: PersonId, now: datetime) -> Alert | None:
        """Record the answer of one of several who must answer. The alert stays open."""
        found = self.reader.alert(alert)
        if found is None or found.answered_in_part(person) == found:
            return found
        self.answers.add_partial_answer(alert, person, now)
        return self.reader.alert(alert)

    def escalate(self, alert: AlertId, person: PersonId, now: datetime, reply: InboundId) -> Alert | None:
        """Send an open alert to its next step, where a run looks at it now. Any other alert stays as it is.

        The run that holds the alert loses its lease, so it gives way.
        """
        found = self.reader.alert(alert)
        if found is None or found.state is not AlertState.OPEN:
            return found
        last_step = highest_step(found, self.reader.notifications(alert))
        event = AlertEvent(at=now, kind=EventKind.ESCALATED, about=person)
        if self.answers.save_answer(found, found.escalated(last_step, now), event, reply):
            return self.reader.alert(alert)
        stands = self.reader.alert(alert)
        if stands is not None and stands.state is AlertState.OPEN:
            # The alert has climbed by itself meanwhile. What the person asked for is still part of its history.
            self.answers.note(alert, event, reply)
        return stands

    def close(
        self, alert: AlertId, person: PersonId, now: datetime, until: datetime, reply: InboundId
    ) -> Alert | None:
        """Take this person's word that it is dealt with: it is theirs until then.

        An alert that another person has, or that is resolved, stays as it is.
        """
        found = self.reader.alert(alert)
        if found is None or not found.can_be_closed_by(person):
            return found
        event = AlertEvent(at=now, kind=EventKind.CLOSED, about=person)
        self.answers.save_answer(found, found.closed(person, now, until), event, reply)
        return self.reader.alert(alert)
