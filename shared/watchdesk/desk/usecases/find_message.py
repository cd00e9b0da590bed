"""Find a message for one principal. A message that they may not see looks as if it did not exist."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from watchdesk.core.errors import Unknown
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import MAY_READ_MESSAGES, Action, Principal
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.ports import MessageList

UNKNOWN_MESSAGE: Final = "there is no such message"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindMessage:
    messages: MessageList

    def __call__(
        self, key: MessageKey, principal: Principal, actions: Collection[Action] = MAY_READ_MESSAGES
    ) -> MessageStatus:
        """Return the status. Raises Unknown unless the principal may do one of the actions on its account."""
        if principal.may_any(actions, key.account):
            for status in self.messages.statuses([key]):
                return status
        raise Unknown(UNKNOWN_MESSAGE)
