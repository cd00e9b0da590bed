"""Everything an escalation consists of, put together over whatever keeps and sends."""

from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertIds, AlertQueue, AlertReader, KeyRing, SmsSender
from watchdesk.alerting.ports.pagers import PagerQueue, PagerRequests, SecondChannel, SecondChannelLog, TextLedger
from watchdesk.alerting.usecases.check_entries import CheckEntries
from watchdesk.alerting.usecases.climb_alert import ClimbAlert
from watchdesk.alerting.usecases.compose_text import ComposeText
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
from watchdesk.alerting.usecases.notify_unreached import NotifyUnreached
from watchdesk.alerting.usecases.summarise_waiting import SummariseWaiting
from watchdesk.alerting.usecases.text_person import TextPerson
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    queue: AlertQueue
    reader: AlertReader
    requests: PagerRequests
    pagers: PagerQueue
    ledger: TextLedger
    log: SecondChannelLog
    due_messages: DueMessages
    register: Register
    sms: SmsSender
    second_channel: SecondChannel | None
    keys: KeyRing
    ids: AlertIds
    clock: Clock
    link_base: str
    can_reply: bool = False
    """Whether a person can answer a text by a text."""

    def escalate_alerts(self) -> EscalateAlerts:
        return EscalateAlerts(
            queue=self.queue,
            pagers=self.pagers,
            reader=self.reader,
            still_waiting=self._still_waiting(),
            climb=self._climb_alert(),
            page=self._page_person(),
            ids=self.ids,
            clock=self.clock,
        )

    def _climb_alert(self) -> ClimbAlert:
        email = NotifyUnreached(
            log=self.log,
            channel=self.second_channel,
            register=self.register,
            word=self._word_text(),
            clock=self.clock,
        )
        return ClimbAlert(
            register=self.register,
            queue=self.queue,
            reader=self.reader,
            requests=self.requests,
            email=email,
            clock=self.clock,
        )

    def _page_person(self) -> TextPerson:
        tell = CheckEntries(
            reader=self.reader, still_waiting=self._still_waiting(), word=self._word_text(), clock=self.clock
        )
        return TextPerson(
            queue=self.pagers,
            ledger=self.ledger,
            tell=tell,
            register=self.register,
            sms=self.sms,
            ids=self.ids,
            clock=self.clock,
        )

    def _still_waiting(self) -> SummariseWaiting:
        return SummariseWaiting(
            reader=self.reader, due_messages=self.due_messages, register=self.register, clock=self.clock
        )

    def _word_text(self) -> ComposeText:
        return ComposeText(
            register=self.register,
            keys=self.keys,
            clock=self.clock,
            link_base=self.link_base,
            can_reply=self.can_reply,
        )
