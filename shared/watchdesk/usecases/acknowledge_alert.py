"""Show what is waiting to the person a text was sent to, and take their word that they have it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from watchdesk.domain import link
from watchdesk.domain.account import AccountId
from watchdesk.domain.alert import ACKNOWLEDGEMENT_HOLDS, Alert, Group, Situation
from watchdesk.domain.alert_view import AlertView, TextLine
from watchdesk.domain.errors import Defect
from watchdesk.domain.notification import Notification
from watchdesk.domain.person import PersonId
from watchdesk.ports import Clock, Deadlines, Register
from watchdesk.ports.alerts import AlertAnswers, AlertFile, KeyRing


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlert:
    """Both answers are None for a link that is altered, cut short, made up or expired, and never say which."""

    file: AlertFile
    answers: AlertAnswers
    deadlines: Deadlines
    register: Register
    keys: KeyRing
    clock: Clock
    holds: Mapping[Group, timedelta] = field(default_factory=lambda: ACKNOWLEDGEMENT_HOLDS)

    def show(self, token: str) -> AlertView | None:
        """Looking changes nothing: phones and scanners follow links that nobody has tapped."""
        found = self._found(token)
        return self._view(*found) if found else None

    def acknowledge(self, token: str) -> AlertView | None:
        """The alert as it stands after this answer: the first person wins, and may say so again."""
        found = self._found(token)
        if found is None:
            return None
        alert, notification = found
        now = self.clock.now()
        answered = self.answers.acknowledge(alert.id, notification.person, now, now + self.holds[alert.group])
        return self._view(answered or alert, notification)

    def _found(self, token: str) -> tuple[Alert, Notification] | None:
        """What a good link leads to. The key decides before anything of the alert is shown."""
        claim = link.parse(token)
        key = self.keys.find(claim.kid) if claim else None
        if claim is None or key is None:
            return None
        texts = self.file.notifications(claim.alert)
        texted = next((text for text in texts if text.n == claim.n), None)
        if texted is None or not link.is_good(claim, texted, key.secret, self.clock.now()):
            return None
        alert = self.file.alert(claim.alert)
        return (alert, texted) if alert else None

    def _view(self, alert: Alert, reader: Notification) -> AlertView:
        now = self.clock.now()
        members = self.deadlines.read(self.file.members(alert.id))
        texts = self.file.notifications(alert.id)
        by = alert.acknowledged_by
        return AlertView(
            code=alert.code,
            account=self._account(alert.account),
            group=alert.group,
            state=alert.state,
            situation=Situation.of([message for message in members if alert.looks_after(message, now)]),
            states=Counter(message.state for message in members),
            texts=tuple(TextLine(name=self._name(t.person), sent_at=t.sent_at, state=t.state) for t in texts),
            is_yours=by == reader.person,
            acknowledged_by=self._name(by) if by else None,
            acknowledged_at=alert.acknowledged_at,
        )

    def _account(self, account: AccountId) -> str:
        return next((each.name for each in self.register.accounts() if each.id == account), account)

    def _name(self, person: PersonId) -> str:
        try:
            return self.register.person(person).name
        except Defect:
            # Whoever has left the register was still texted.
            return person
