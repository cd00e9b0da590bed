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

from watchdesk.alerting.domain.alert import EventKind
from watchdesk.alerting.ports.alerts import SmsSender
from watchdesk.alerting.ports.replies import AnswerLedger
from watchdesk.alerting.sms import reply_confirmation, reply_parser
from watchdesk.alerting.sms.reply_parser import Allowance, Answer, InboundId, InboundText, NotUnderstood, Order
from watchdesk.alerting.usecases.apply_reply import ObeyAnswer
from watchdesk.core.clock import Clock
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.ports import PhoneNumbers, Register

MOST_CONFIRMATIONS = 40
"""Per person and day: a phone that answers every text with "Yes" must not talk with us all night."""
MOST_HELP = 5
"""Per person and day, of answers to what was not an answer to any alert."""
MOST_TO_A_STRANGER = 1
MOST_TO_STRANGERS = 20
"""Per day."""
OF_THIS_COUNTRY = re.compile(r"\+44\d{9,10}")
"""Strangers with other numbers get no answer: answering those that cost a lot is somebody's business."""
FEW_DIGITS = 5
"""Hexadecimal digits of a number's digest: enough to tell twenty strangers apart, too few to tell who they are."""


class Outcome(StrEnum):
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
class Answered:
    """What came of one text: facts for the log, no number and no words."""

    inbound: InboundId
    outcome: Outcome
    person: PersonId | None = None
    is_answered: bool = False
    """A text was handed over."""
    error: Exception | None = None
    """Why the answer was not, or perhaps not, handed over. It is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    outcome: Outcome
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    register: Register
    numbers: PhoneNumbers
    obey: ObeyAnswer
    ledger: AnswerLedger
    sms: SmsSender
    clock: Clock

    def __call__(self, text: InboundText) -> Answered:
        """Raises what kept its effect from being had: then nothing was answered, and it may be brought again."""
        if self.ledger.is_answered(text.id):
            return Answered(inbound=text.id, outcome=Outcome.REPEATED)
        sender = self._sender(text)
        if sender is None:
            return self._turn_away(text)
        verdict = self._verdict(sender, text)
        is_active = verdict.outcome is Outcome.OBEYED
        most = MOST_CONFIRMATIONS if is_active else MOST_HELP
        name = f"{text.at.date()}#{'confirmed' if is_active else 'helped'}#{sender.id}"
        is_answered, error = self._say(text, sender.phone, verdict.words, [Allowance(name, most)])
        return Answered(
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

    def _verdict(self, sender: Person, text: InboundText) -> Verdict:
        match reply_parser.parse(text.words):
            case Answer() as answer:
                return self._obeyed(answer, sender, text)
            case Order.STOP:
                self.numbers.opt_out(sender, text.at)
                self.obey.remark(EventKind.OPTED_OUT, sender, text)
                return Verdict(outcome=Outcome.OPTED_OUT, words=reply_confirmation.STOPPED)
            case Order.START:
                self.numbers.opt_in(sender)
                self.obey.remark(EventKind.OPTED_IN, sender, text)
                return Verdict(outcome=Outcome.OPTED_IN, words=reply_confirmation.STARTED)
            case Order.HELP:
                return Verdict(outcome=Outcome.HELPED, words=reply_confirmation.HELP)
            case NotUnderstood():
                return Verdict(outcome=Outcome.NOT_UNDERSTOOD, words=reply_confirmation.NOT_UNDERSTOOD)

    def _obeyed(self, answer: Answer, sender: Person, text: InboundText) -> Verdict:
        obeyed = self.obey(answer, sender, text)
        if obeyed.refusal or not obeyed.standings:
            return Verdict(outcome=Outcome.REFUSED, words=obeyed.refusal or reply_confirmation.NOTHING_TOLD)
        words = reply_confirmation.confirm(obeyed.standings, self.clock.now(), ZoneInfo(ZONE))
        return Verdict(outcome=Outcome.OBEYED, words=words)

    def _turn_away(self, text: InboundText) -> Answered:
        """Nothing changes. A stranger's STOP asks for no text at all, and is given none."""
        is_answered, error = False, None
        if OF_THIS_COUNTRY.fullmatch(text.sender) and reply_parser.parse(text.words) is not Order.STOP:
            day, mark = text.at.date(), sha256(text.sender.encode()).hexdigest()[:FEW_DIGITS]
            allowances = [
                Allowance(f"{day}#stranger#{mark}", MOST_TO_A_STRANGER),
                Allowance(f"{day}#strangers", MOST_TO_STRANGERS),
            ]
            is_answered, error = self._say(text, text.sender, reply_confirmation.STRANGER, allowances)
        return Answered(inbound=text.id, outcome=Outcome.STRANGER, is_answered=is_answered, error=error)

    def _say(
        self, text: InboundText, phone: str, words: str, allowances: Sequence[Allowance]
    ) -> tuple[bool, Exception | None]:
        """At most once: noted before it is sent, never tried again. Whoever hears nothing looks, or asks again."""
        if not self.ledger.answer(text.id, self.clock.now(), allowances):
            return False, None
        try:
            self.sms.send(phone, words)
        except Exception as error:  # noqa: BLE001  what was asked for is done; only the answer to it is lost
            return False, error
        return True, None
