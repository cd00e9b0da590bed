"""Take a person's word that they have an alert, however they say so, and let the others who asked for it know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchdesk.domain.alert import ACKNOWLEDGEMENT_HOLDS, Alert, AlertId, AlertState, EventKind, Group
from watchdesk.domain.errors import Defect
from watchdesk.domain.notification import TextState
from watchdesk.domain.person import Person, PersonId
from watchdesk.ports import Clock, Register
from watchdesk.ports.alerts import AlertAnswers, AlertFile
from watchdesk.ports.paging import PageRequests

NEWS_FOR = timedelta(minutes=10)
"""An answer that is brought again within this time makes up for news that were lost with the run before."""

TOLD = (TextState.LEASED, TextState.ACCEPTED, TextState.DELIVERED, TextState.UNKNOWN)
"""Whoever was perhaps texted may be on their way to a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAlert:
    answers: AlertAnswers
    file: AlertFile
    register: Register
    pages: PageRequests
    clock: Clock
    holds: Mapping[Group, timedelta] = field(default_factory=lambda: ACKNOWLEDGEMENT_HOLDS)

    def __call__(self, alert: AlertId, group: Group, person: PersonId) -> Alert | None:
        """The alert as it stands after this answer: the first one wins. None if there is no such alert."""
        now = self.clock.now()
        taken = self.answers.acknowledge(alert, person, now, now + self.holds[group])
        if taken is not None and taken.acknowledged_by == person:
            self.tell_others(taken)
        return taken

    def tell_others(self, alert: Alert) -> None:
        """Whoever was texted in this climb, has not answered and wants to hear: who has it now, and since when."""
        now = self.clock.now()
        since = alert.acknowledged_at
        if alert.state is not AlertState.ACKNOWLEDGED or since is None or now - since > NEWS_FOR:
            return
        for person in self._others(alert, since):
            self.pages.follow_up(person, alert, now)

    def _others(self, alert: Alert, since: datetime) -> list[PersonId]:
        texts = self.file.notifications(alert.id)
        told = {text.person for text in texts if text.step >= alert.climbs_from and text.state in TOLD}
        others = sorted(told - {alert.acknowledged_by} - self._answered(alert, since))
        return [name for name in others if self._wants_to_hear(name)]

    def _answered(self, alert: Alert, since: datetime) -> set[str]:
        """Who spoke since it was taken has been told who has it."""
        history = self.file.history(alert.id)
        late = (event for event in history if event.kind is EventKind.ANSWERED_LATE and event.at >= since)
        return {event.about for event in late}

    def _wants_to_hear(self, name: PersonId) -> bool:
        person = self._person(name)
        return person is not None and person.wants_follow_ups and person.can_be_texted

    def _person(self, name: PersonId) -> Person | None:
        try:
            return self.register.person(name)
        except Defect:
            # Whoever has left the register hears no more.
            return None
