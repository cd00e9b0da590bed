"""Tell the others who were texted about an alert who has it now."""

from dataclasses import dataclass

from watchdesk.alerting.domain.acknowledgement import acknowledged_since, follow_up_recipients, late_answers
from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.ports.pagers import PagerRequests
from watchdesk.core.clock import Clock
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOthers:
    reader: AlertReader
    requests: PagerRequests
    register: Register
    clock: Clock

    def __call__(self, alert: Alert) -> None:
        """Put a follow-up into the pager of everybody who wants one. Safe to repeat."""
        now = self.clock.now()
        since = acknowledged_since(alert, now)
        people = self.register.people() if since else ()
        wanting = {person.id for person in people if person.wants_follow_ups and person.can_be_texted}
        if since is None or not wanting - {alert.acknowledged_by}:
            return
        texts = self.reader.notifications(alert.id)
        late = late_answers(self.reader.history(alert.id), since)
        for person in follow_up_recipients(alert, texts, late, wanting):
            self.requests.follow_up(person, alert, now)
