"""Read a message. The audit trail records who has read it before any of its words are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from watchdesk.audit.ports import AuditHistory
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unacceptable, Unknown
from watchdesk.core.message import Message, MessageKey
from watchdesk.core.principal import MAY_READ_MESSAGES, Principal
from watchdesk.core.text_rules import character_problems
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.desk.domain.message_history import READ_MESSAGE, history_of, recent_readers
from watchdesk.desk.domain.views import OpenedMessage
from watchdesk.desk.ports import MessageList
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange
from watchdesk.desk.usecases.find_message import UNKNOWN_MESSAGE
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.inbox.ports.messages import MessageArchive

MAX_THREAD: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMessage:
    change: ChangeMessage
    messages: MessageList
    archive: MessageArchive
    audit_history: AuditHistory
    label_alerts: LabelAlerts
    clock: Clock

    def __call__(self, key: MessageKey, principal: Principal, *, reason: str = "") -> OpenedMessage:
        """Return all of the message, with its conversation. It still waits: opening is not handling.

        Raises Unknown, Unacceptable for a reason that cannot be stored, and TryLater if the reading cannot be
        recorded; then nothing is shown.
        """
        if problems := list(character_problems(reason, "reason")):
            raise Unacceptable(problems)
        others: Sequence[MessageKey] = ()

        def mark_opened(current: CurrentMessage) -> MessageChange:
            nonlocal others
            others = self.messages.thread(key, MAX_THREAD)
            facts = {"reason": reason, "thread": str(len(others)) if others else ""}
            recorded = {name: fact for name, fact in facts.items() if fact}
            return MessageChange(after=current.opened(), facts=recorded)

        status = self.change(key, principal, MAY_READ_MESSAGES, READ_MESSAGE, mark_opened)
        message = self.archive.message(key)
        if message is None:
            raise Unknown(UNKNOWN_MESSAGE)
        entries = self.audit_history.about(str(key))
        (listed,) = self.label_alerts([(status, None)], self.clock.now())
        return OpenedMessage(
            listed=listed,
            message=message,
            versions=tuple(self.archive.later_versions(key)) if message.edited_at else (),
            thread=tuple(self._stored(others)),
            history=history_of(status, entries),
            readers=recent_readers(entries, principal.subject, self.clock.now()),
        )

    def _stored(self, keys: Sequence[MessageKey]) -> Iterator[Message]:
        for key in keys:
            if message := self.archive.message(key):
                yield message
