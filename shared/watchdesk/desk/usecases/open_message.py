"""Read a message. Who has read it and when is told before a word of it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from watchdesk.audit.ports import AuditHistory
from watchdesk.audit.trail import AuditEntry
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unacceptable, Unknown
from watchdesk.core.message import Message, MessageKey
from watchdesk.core.principal import MAY_READ_MESSAGES, Principal
from watchdesk.core.text_rules import character_problems
from watchdesk.desk.domain.message_status import MessageStatus, opened
from watchdesk.desk.domain.views import OpenedMessage
from watchdesk.desk.ports import MessageList
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.desk.usecases.message_history import history_of
from watchdesk.inbox.domain.deadline import Terms
from watchdesk.inbox.ports.messages import MessageArchive

MAX_THREAD: Final = 20
RECENTLY: Final = timedelta(minutes=15)
READ_ACTION: Final = "read_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMessage:
    change: ChangeMessage
    desk: MessageList
    archive: MessageArchive
    trail: AuditHistory
    label_alerts: LabelAlerts
    clock: Clock

    def __call__(self, key: MessageKey, principal: Principal, *, reason: str = "") -> OpenedMessage:
        """All of it, with its conversation. Being read, it waits on: opening is not handling.

        Raises Unknown, Unacceptable for a reason that cannot be kept, and TryLater if the read could not be told:
        then nothing is shown.
        """
        if problems := list(character_problems(reason, "reason")):
            raise Unacceptable(problems)
        others = list[MessageKey]()

        def step(before: MessageStatus, terms: Terms | None, now: datetime) -> MessageChange:
            others[:] = self.desk.thread(key, MAX_THREAD)
            told = {"reason": reason, "thread": str(len(others)) if others else ""}
            facts = {name: fact for name, fact in told.items() if fact}
            return MessageChange(after=opened(before, terms, now), facts=facts)

        status = self.change(key, principal, MAY_READ_MESSAGES, READ_ACTION, step)
        message = self.archive.message(key)
        if message is None:
            raise Unknown("there is no such message")
        told = self.trail.about(str(key))
        (listed,) = self.label_alerts([(status, None)], self.clock.now())
        return OpenedMessage(
            listed=listed,
            message=message,
            versions=tuple(self.archive.later_versions(key)) if message.edited_at else (),
            thread=tuple(self._messages(others)),
            history=history_of(status, told),
            readers=_readers(told, principal, self.clock.now()),
        )

    def _messages(self, keys: list[MessageKey]) -> Iterator[Message]:
        found = (self.archive.message(key) for key in keys)
        yield from (message for message in found if message)


def _readers(told: Sequence[AuditEntry], reader: Principal, now: datetime) -> tuple[str, ...]:
    deeds = (each.deed for each in told)
    lately = (deed for deed in deeds if deed.action == READ_ACTION and deed.at >= now - RECENTLY)
    return tuple(sorted({deed.actor for deed in lately} - {reader.subject}))
