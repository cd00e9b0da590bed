"""Carry out what a known person texts, and choose the words of the answer."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.sms import reply_confirmation, reply_parser
from watchdesk.alerting.sms.reply_parser import AlertReply, InboundText, Keyword, NotUnderstood
from watchdesk.alerting.usecases.apply_reply import ApplyReply
from watchdesk.core.clock import Clock
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import Person
from watchdesk.register.ports import PhoneNumbers


class ReplyResult(StrEnum):
    """What came of a text, as the log calls it."""

    OBEYED = "obeyed"
    REFUSED = "refused"
    """Its code fits no alert that the sender was texted about, or more than one."""
    NOT_UNDERSTOOD = "not_understood"
    HELPED = "helped"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"
    STRANGER = "stranger"
    REPEATED = "repeated"
    """It was answered when it was delivered before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnswer:
    outcome: ReplyResult
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    numbers: PhoneNumbers
    apply: ApplyReply
    clock: Clock

    def __call__(self, sender: Person, text: InboundText) -> PlannedAnswer:
        """Raise what kept the text from being carried out. It may then be delivered again."""
        match reply_parser.parse_reply(text.words):
            case AlertReply() as reply:
                return self._apply(reply, sender, text)
            case Keyword.STOP:
                self.numbers.opt_out(sender, text.at)
                self.apply.remark(EventKind.OPTED_OUT, sender.id, text)
                return PlannedAnswer(outcome=ReplyResult.OPTED_OUT, words=reply_confirmation.STOPPED)
            case Keyword.START:
                self.numbers.opt_in(sender)
                self.apply.remark(EventKind.OPTED_IN, sender.id, text)
                return PlannedAnswer(outcome=ReplyResult.OPTED_IN, words=reply_confirmation.STARTED)
            case Keyword.HELP:
                return PlannedAnswer(outcome=ReplyResult.HELPED, words=reply_confirmation.HELP)
            case NotUnderstood():
                return PlannedAnswer(outcome=ReplyResult.NOT_UNDERSTOOD, words=reply_confirmation.NOT_UNDERSTOOD)

    def _apply(self, reply: AlertReply, sender: Person, text: InboundText) -> PlannedAnswer:
        applied = self.apply(reply, sender.id, text)
        if applied.refusal or not applied.outcomes:
            words = applied.refusal or reply_confirmation.NOTHING_TOLD
            return PlannedAnswer(outcome=ReplyResult.REFUSED, words=words)
        words = reply_confirmation.confirm(applied.outcomes, self.clock.now(), ZoneInfo(ZONE))
        return PlannedAnswer(outcome=ReplyResult.OBEYED, words=words)
