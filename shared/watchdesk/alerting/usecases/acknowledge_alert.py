"""Show what is waiting to the person a text was sent to, and take their word that they have it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain import signed_link
from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.alert_view import AlertLine, AlertView, TextLine
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import AlertReader, KeyRing
from watchdesk.alerting.ports.replies import AlertAnswers
from watchdesk.alerting.sms.reply_parser import InboundId
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.domain.person import AT_THE_DESK, PersonId
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlert:
    """Both answers are None for a link that is altered, cut short, made up or expired, and never say which."""

    reader: AlertReader
    take: TakeAlert
    answers: AlertAnswers
    due_messages: DueMessages
    register: Register
    keys: KeyRing
    clock: Clock

    def show(self, token: str) -> AlertView | None:
        """Looking changes nothing: phones and scanners follow links that nobody has tapped."""
        found = self._found(token)
        return self._view(*found) if found else None

    def acknowledge(self, token: str) -> AlertView | None:
        """All that the text told of as it stands after this answer: the first person wins, and may say so again.

        Raises ExceptionGroup once every alert was tried, if any could not be taken.
        """
        found = self._found(token)
        if found is None:
            return None
        lead, text = found
        taken, errors = list[Alert](), list[Exception]()
        for alert in (lead, *self._told_with(text)):
            try:
                taken.append(self._taken(alert, text))
            except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
                error.add_note(f"alert={alert.id}")
                errors.append(error)
        if errors:
            raise ExceptionGroup("some alerts could not be acknowledged", errors)
        return self._view(taken[0], text, taken[1:])

    def _taken(self, alert: Alert, text: Notification) -> Alert:
        after = self.take(alert, text.person) or alert
        if after.state is not AlertState.OPEN and not _is_theirs(after, text.person):
            late = AlertEvent(at=self.clock.now(), kind=EventKind.ANSWERED_LATE, about=text.person)
            # However often they tap it, it is one answer.
            self.answers.note(alert.id, late, InboundId(f"link-{text.n}"))
        return after

    def _told_with(self, text: Notification) -> list[Alert]:
        found = (self.reader.alert(alert) for alert in text.also)
        return [alert for alert in found if alert is not None]

    def _found(self, token: str) -> tuple[Alert, Notification] | None:
        """What a good link leads to. The key decides before anything of the alert is shown."""
        claim = signed_link.parse_token(token)
        key = self.keys.find(claim.kid) if claim else None
        if claim is None or key is None:
            return None
        texts = self.reader.notifications(claim.alert)
        texted = next((text for text in texts if text.n == claim.n), None)
        if texted is None or not signed_link.is_valid(claim, texted, key.secret, self.clock.now()):
            return None
        alert = self.reader.alert(claim.alert)
        return (alert, texted) if alert else None

    def _view(self, alert: Alert, reader: Notification, also: Sequence[Alert] | None = None) -> AlertView:
        now = self.clock.now()
        members = self.due_messages.read(self.reader.members(alert.id))
        texts = self.reader.notifications(alert.id)
        others = self._told_with(reader) if also is None else also
        line = self._line(alert, reader)
        return AlertView(
            code=line.code,
            account=line.account,
            group=line.group,
            state=line.state,
            summary=WaitingSummary.of([message for message in members if alert.looks_after(message, now)]),
            states=Counter(message.state for message in members),
            texts=tuple(
                TextLine(name=self._name(t.person, t.person), sent_at=t.sent_at, state=t.state) for t in texts
            ),
            is_yours=line.is_yours,
            acknowledged_by=line.acknowledged_by,
            acknowledged_at=line.acknowledged_at,
            held_until=alert.held_until,
            resolved_at=alert.resolved_at,
            also=tuple(self._line(each, reader) for each in others),
        )

    def _line(self, alert: Alert, reader: Notification) -> AlertLine:
        by = alert.acknowledged_by
        return AlertLine(
            code=alert.code,
            account=self._account(alert.account),
            group=alert.group,
            state=alert.state,
            acknowledged_by=self._name(by, AT_THE_DESK) if by else None,
            acknowledged_at=alert.acknowledged_at,
            is_yours=_is_theirs(alert, reader.person),
        )

    def _account(self, account: AccountId) -> str:
        found = self.register.account(account)
        return found.name if found else account

    def _name(self, person: PersonId, otherwise: str) -> str:
        """Whoever has left the register was still texted."""
        try:
            return self.register.person(person).name
        except Defect:
            return otherwise


def _is_theirs(alert: Alert, person: PersonId) -> bool:
    """They have said so, and nobody was before them, or everybody must."""
    match alert.state:
        case AlertState.OPEN:
            return person in alert.answered_by
        case AlertState.ACKNOWLEDGED:
            return alert.acknowledged_by == person
    return False
