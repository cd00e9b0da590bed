"""What the routes of the desk may ask for, in the words of the use cases that do it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.core.disposition import DispositionRequest
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import AlertDetails, AlertQuery, MessagePage, MessageQuery, OpenedMessage, PageEnd


class ListPage(Protocol):
    def __call__(
        self, query: MessageQuery, principal: Principal, *, limit: int = 20, after: PageEnd | None = None
    ) -> MessagePage: ...


class Open(Protocol):
    def __call__(self, key: MessageKey, principal: Principal, *, reason: str = "") -> OpenedMessage: ...


class Hold(Protocol):
    def __call__(self, key: MessageKey, principal: Principal, *, take_over: bool = False) -> MessageStatus: ...


class End(Protocol):
    def __call__(
        self, key: MessageKey, principal: Principal, ending: DispositionRequest, *, take_over: bool = False
    ) -> MessageStatus: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDesk:
    """Each is told who asks, and raises Unknown, Unacceptable, Conflict, LeaseLost or TryLater."""

    page: ListPage
    open: Open
    claim: Hold
    release: Hold
    dispose: End
    alerts: Callable[[AlertQuery, Principal], tuple[Alert, ...]]
    alert: Callable[[AlertId, Principal], AlertDetails]
    acknowledge: Callable[[AlertId, Principal], Alert]
