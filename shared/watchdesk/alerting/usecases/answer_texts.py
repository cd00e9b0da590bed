"""Obey what a known number texts back, once however often it is brought, and answer it at most once.

A number the register does not know changes nothing and hears nothing of any alert.
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.replies import AnswerLedger
from watchdesk.alerting.sms import reply_confirmation, reply_parser
from watchdesk.alerting.sms.reply_parser import (
    AlertReply,
    AnswerAllowance,
    InboundId,
    InboundText,
    Keyword,
    NotUnderstood,
)
from watchdesk.alerting.usecases.apply_reply import ApplyReply
from watchdesk.core.clock import Clock
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.ports import PhoneNumbers, Register

MAX_CONFIRMATIONS = 40
"""Per person and day: a phone that answers every text with "Yes" must not talk with us all night."""
MAX_HELP_TEXTS = 5
"""Per person and day, of answers to what was not an answer to any alert."""
MAX_PER_STRANGER = 1
MAX_TO_STRANGERS = 20
"""Per day."""
BRITISH_NUMBER = re.compile(r"\+44\d{9,10}")
"""Strangers with other numbers get no answer: answering those that cost a lot is somebody's business."""
DIGEST_DIGITS = 5
"""Hexadecimal digits of a number's digest: enough to tell twenty strangers apart, too few to tell who they are."""


class ReplyResult(StrEnum):
    OBEYED = "obeyed"
    REFUSED = "refused"
    """A code that fits no alert of theirs, or two."""
    NOT_UNDERSTOOD = "not_understood"
    HELPED = "helped"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"
    STRANGER = "stranger"
    REPEATED = "repeated"
    """It was answered when it came before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredText:
    """What came of one text: facts for the log, no number and no words."""

    inbound: InboundId
    outcome: ReplyResult
    person: PersonId | None = None
    is_answered: bool = False
    """A text was handed over."""
    error: Exception | None = None
    """Why the answer was not, or perhaps not, handed over. It is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnswer:
    outcome: ReplyResult
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    register: Register
    numbers: PhoneNumbers
    obey: ApplyReply
    ledger: AnswerLedger
    channel: Channel
    clock: Clock

    def __call__(self, text: InboundText) -> AnsweredText:
        """Raises what kept its effect from being had: then nothing was answered, and it may be brought again."""
        if self.ledger.is_answered(text.id):
            return AnsweredText(inbound=text.id, outcome=ReplyResult.REPEATED)
        sender = self._sender(text)
        if sender is None:
            return self._turn_away(text)
        verdict = self._verdict(sender, text)
        is_active = verdict.outcome is ReplyResult.OBEYED
        most = MAX_CONFIRMATIONS if is_active else MAX_HELP_TEXTS
        name = f"{text.at.date()}#{'confirmed' if is_active else 'helped'}#{sender.id}"
        is_answered, error = self._say(text, sender.phone, verdict.words, [AnswerAllowance(name, most)])
        return AnsweredText(
            inbound=text.id,
            outcome=verdict.outcome,
            person=sender.id,
            is_answered=is_answered,
            error=error,
        )

    def _sender(self, text: InboundText) -> Person | None:
        """Every number is compared, each in constant time: how long it takes tells nobody who is known."""
        given = text.sender.encode()
        known = [person for person in self.register.people() if hmac.compare_digest(person.phone.encode(), given)]
        return known[0] if known else None

    def _verdict(self, sender: Person, text: InboundText) -> PlannedAnswer:
        match reply_parser.parse_reply(text.words):
            case AlertReply() as answer:
                return self._obeyed(answer, sender, text)
            case Keyword.STOP:
                self.numbers.opt_out(sender, text.at)
                self.obey.remark(EventKind.OPTED_OUT, sender, text)
                return PlannedAnswer(outcome=ReplyResult.OPTED_OUT, words=reply_confirmation.STOPPED)
            case Keyword.START:
                self.numbers.opt_in(sender)
                self.obey.remark(EventKind.OPTED_IN, sender, text)
                return PlannedAnswer(outcome=ReplyResult.OPTED_IN, words=reply_confirmation.STARTED)
            case Keyword.HELP:
                return PlannedAnswer(outcome=ReplyResult.HELPED, words=reply_confirmation.HELP)
            case NotUnderstood():
                return PlannedAnswer(outcome=ReplyResult.NOT_UNDERSTOOD, words=reply_confirmation.NOT_UNDERSTOOD)

    def _obeyed(self, answer: AlertReply, sender: Person, text: InboundText) -> PlannedAnswer:
        obeyed = self.obey(answer, sender, text)
        if obeyed.refusal or not obeyed.standings:
            return PlannedAnswer(
                outcome=ReplyResult.REFUSED, words=obeyed.refusal or reply_confirmation.NOTHING_TOLD
            )
        words = reply_confirmation.confirm(obeyed.standings, self.clock.now(), ZoneInfo(ZONE))
        return PlannedAnswer(outcome=ReplyResult.OBEYED, words=words)

    def _turn_away(self, text: InboundText) -> AnsweredText:
        """Nothing changes. A stranger's STOP asks for no text at all, and is given none."""
        is_answered, error = False, None
        if BRITISH_NUMBER.fullmatch(text.sender) and reply_parser.parse_reply(text.words) is not Keyword.STOP:
            day, mark = text.at.date(), sha256(text.sender.encode()).hexdigest()[:DIGEST_DIGITS]
            allowances = [
                AnswerAllowance(f"{day}#stranger#{mark}", MAX_PER_STRANGER),
                AnswerAllowance(f"{day}#strangers", MAX_TO_STRANGERS),
            ]
            is_answered, error = self._say(text, text.sender, reply_confirmation.STRANGER, allowances)
        return AnsweredText(inbound=text.id, outcome=ReplyResult.STRANGER, is_answered=is_answered, error=error)

    def _say(
        self, text: InboundText, phone: str, words: str, allowances: Sequence[AnswerAllowance]
    ) -> tuple[bool, Exception | None]:
        """At most once: noted before it is sent, never tried again. Whoever hears nothing looks, or asks again."""
        if not self.ledger.answer(text.id, self.clock.now(), allowances):
            return False, None
        try:
            self.channel.send(ChannelMessage(address=phone, body=words))
        except Exception as error:  # noqa: BLE001  what was asked for is done; only the answer to it is lost
            return False, error
        return True, None
