"""A message as one principal may find it: what they may not see is as if it were not there."""

from collections.abc import Collection
from dataclasses import dataclass

from watchdesk.core.errors import Unknown
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import MAY_READ_MESSAGES, Action, Principal
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.ports import MessageList


@dataclass(frozen=True, slots=True, kw_only=True)
class FindMessage:
    desk: MessageList

    def __call__(
        self, key: MessageKey, principal: Principal, actions: Collection[Action] = MAY_READ_MESSAGES
    ) -> MessageStatus:
        """Raises Unknown unless it is there and the principal may do one of these on its account."""
        if principal.may_any(actions, key.account):
            for status in self.desk.statuses([key]):
                return status
        raise Unknown("there is no such message")
