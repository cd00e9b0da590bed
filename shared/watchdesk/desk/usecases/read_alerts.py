"""See the alerts of one's accounts, and say that one has one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, Unknown
from watchdesk.core.principal import MAY_SEE_ALERTS, Action, Principal
from watchdesk.core.text_rules import is_id
from watchdesk.desk.domain.views import AlertDetails, AlertQuery, AlertText
from watchdesk.desk.ports import AlertList, MessageList
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.register.domain.person import PersonId
from watchdesk.register.ports import Register

DEFAULT_PERIOD: Final = timedelta(days=7)
MAX_PER_ACCOUNT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlerts:
    desk: MessageList
    alerts: AlertList
    reader: AlertReader
    register: Register
    label_alerts: LabelAlerts
    clock: Clock

    def all(self, query: AlertQuery, principal: Principal) -> tuple[Alert, ...]:
        """The oldest first; of those that are resolved, the newest first and so many for each account."""
        accounts = query.accounts or {account.id for account in self.register.accounts()}
        if query.state is AlertState.RESOLVED:
            since = query.since or self.clock.now() - DEFAULT_PERIOD
            found = [
                alert
                for account in sorted(accounts)
                if principal.may_any(MAY_SEE_ALERTS, account)
                for alert in self.alerts.opened_since(account, since, MAX_PER_ACCOUNT)
                if alert.state is AlertState.RESOLVED
            ]
            return tuple(sorted(found, key=lambda each: (each.opened_at, each.id), reverse=True))
        return tuple(
            each for each in self.alerts.unresolved() if _admits(query, each) and may_see(each, principal)
        )

    def one(self, alert: AlertId, principal: Principal) -> AlertDetails:
        """With its messages, but without a word of them. Raises Unknown for what the principal may not see."""
        found = find_alert(self.reader, alert, principal)
        members = self.desk.statuses(self.reader.members(alert))
        return AlertDetails(
            alert=found,
            members=self.label_alerts([(each, None) for each in members], self.clock.now(), [found]),
            texts=tuple(
                AlertText(text=text, name=self._name(text.person)) for text in self.reader.notifications(alert)
            ),
            history=tuple(self.reader.history(alert)),
        )

    def _name(self, person: PersonId) -> str:
        try:
            return self.register.person(person).name
        except Defect:
            # Whoever has left the register was still texted.
            return person


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAtDesk:
    reader: AlertReader
    take: TakeAlert
    record: RecordEvent

    def __call__(self, alert: AlertId, principal: Principal) -> Alert:
        """The alert as it stands after this answer: the first person wins, and nobody else's answer counts.

        Raises Unknown, and TryLater if the answer could not be told to the audit trail: then it is not given.
        """
        found = find_alert(self.reader, alert, principal)
        if not principal.may(Action.ACKNOWLEDGE, found.account):
            raise Unknown(UNKNOWN_ALERT)
        if found.state is not AlertState.OPEN:
            return found
        self.record(principal, "acknowledge_alert", alert, code=found.code)
        return self.take(found, PersonId(principal.subject)) or found


UNKNOWN_ALERT: Final = "there is no such alert"


def find_alert(reader: AlertReader, alert: AlertId, principal: Principal) -> Alert:
    found = reader.alert(alert) if is_id(alert) else None
    if found is None or not may_see(found, principal):
        raise Unknown(UNKNOWN_ALERT)
    return found


def may_see(alert: Alert, principal: Principal) -> bool:
    return principal.may_any(MAY_SEE_ALERTS, alert.account)


def _admits(query: AlertQuery, alert: Alert) -> bool:
    is_of_state = query.state in (None, alert.state)
    is_asked_for = not query.accounts or alert.account in query.accounts
    return is_of_state and is_asked_for and (query.since is None or alert.opened_at >= query.since)
