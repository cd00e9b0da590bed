"""What somebody at the desk asks to see."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageState, Urgency
from watchdesk.core.principal import MAY_READ_MESSAGES, MAY_SEE_ALERTS, Principal
from watchdesk.desk.domain.message_status import MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQuery:
    """Each field narrows the list. Without a state it holds every message that is not disposed of."""

    accounts: frozenset[AccountId] = frozenset()
    """Empty for every account that the principal may see."""
    state: MessageState | None = None
    urgency: Urgency | None = None
    is_overdue: bool = False
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    words: str = ""

    @property
    def wants_disposed(self) -> bool:
        return self.state is MessageState.DISPOSED

    def covers(self, account: AccountId, principal: Principal) -> bool:
        """Return whether the account is asked for and the principal may read its messages."""
        is_asked_for = not self.accounts or account in self.accounts
        return is_asked_for and principal.may_any(MAY_READ_MESSAGES, account)

    def admits(self, status: MessageStatus, now: datetime) -> bool:
        """Return whether every field but `words` admits the message."""
        has_state = status.state is not MessageState.DISPOSED if self.state is None else status.state is self.state
        has_urgency = self.urgency in (None, status.waiting.urgency)
        is_overdue_enough = not self.is_overdue or status.overdue_since(now) is not None
        return has_state and has_urgency and is_overdue_enough and self._admits_times(status)

    def _admits_times(self, status: MessageStatus) -> bool:
        received = status.received_at
        if self.due_before is not None and status.waiting.deadline >= self.due_before:
            return False
        if self.received_from is not None and received < self.received_from:
            return False
        return self.received_before is None or received < self.received_before


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertQuery:
    state: AlertState | None = None
    """None for alerts that are open or acknowledged."""
    accounts: frozenset[AccountId] = frozenset()
    since: datetime | None = None
    """Only alerts that were opened then or later. Without it, resolved alerts are those of the last week."""

    def admits(self, alert: Alert) -> bool:
        has_state = self.state in (None, alert.state)
        has_account = not self.accounts or alert.account in self.accounts
        return has_state and has_account and (self.since is None or alert.opened_at >= self.since)


def may_see_alerts(principal: Principal, account: AccountId) -> bool:
    return principal.may_any(MAY_SEE_ALERTS, account)
