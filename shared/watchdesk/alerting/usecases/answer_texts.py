"""Carry out what a known number texts, once however often it is delivered, and answer it at most once.

A number that the register does not know changes nothing and hears nothing of any alert.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from watchdesk.alerting.sms import reply_confirmation, reply_parser
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId, InboundText, Keyword
from watchdesk.alerting.usecases.find_sender import FindSender
from watchdesk.alerting.usecases.plan_answer import PlanAnswer, ReplyResult
from watchdesk.alerting.usecases.send_answer import SendAnswer, SentAnswer
from watchdesk.register.domain.person import Person, PersonId

MAX_CONFIRMATIONS = 40
"""Per person and day. The limit ends a conversation with a phone that answers every text with "Yes"."""
MAX_HELP_TEXTS = 5
"""Per person and day. These are answers to texts that were no answer to any alert."""
MAX_PER_STRANGER = 1
MAX_TO_STRANGERS = 20
"""Per day."""
BRITISH_NUMBER = re.compile(r"\+44\d{9,10}")
"""A stranger with any other number gets no answer, because somebody may earn from answers to costly numbers."""
DIGEST_DIGITS = 5
"""Hexadecimal digits of a number's digest. They tell twenty strangers apart and do not tell who they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredText:
    """What came of one text. It holds facts for the log, and neither the number nor the words."""

    inbound: InboundId
    outcome: ReplyResult
    person: PersonId | None = None
    is_answered: bool = False
    """An answer was handed to the channel."""
    error: Exception | None = None
    """Why the answer was not, or perhaps not, handed over. It is not tried again."""

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the log says of the text."""
        facts = {"inbound": self.inbound, "outcome": self.outcome, "person": self.person}
        return {**facts, "is_answered": self.is_answered}

    @property
    def is_from_stranger(self) -> bool:
        return self.outcome is ReplyResult.STRANGER

    @property
    def has_opted_out(self) -> bool:
        return self.outcome is ReplyResult.OPTED_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    find_sender: FindSender
    plan: PlanAnswer
    send: SendAnswer

    def __call__(self, text: InboundText) -> AnsweredText:
        """Raise what kept the text from being carried out. It is then not answered, and may be delivered again."""
        if self.send.is_answered(text):
            return AnsweredText(inbound=text.id, outcome=ReplyResult.REPEATED)
        sender = self.find_sender(text)
        if sender is None:
            return _answered(text, ReplyResult.STRANGER, self._answer_stranger(text))
        plan = self.plan(sender, text)
        sent = self.send(text, plan.words, [_allowance(sender, text, plan.outcome)])
        return _answered(text, plan.outcome, sent, sender.id)

    def _answer_stranger(self, text: InboundText) -> SentAnswer:
        """Send the answer for strangers. A stranger who texts STOP is asking for no text at all."""
        is_stop = reply_parser.parse_reply(text.words) is Keyword.STOP
        if is_stop or not BRITISH_NUMBER.fullmatch(text.sender):
            return SentAnswer()
        day, digest = text.at.date(), sha256(text.sender.encode()).hexdigest()[:DIGEST_DIGITS]
        allowances = [
            AnswerAllowance(f"{day}#stranger#{digest}", MAX_PER_STRANGER),
            AnswerAllowance(f"{day}#strangers", MAX_TO_STRANGERS),
        ]
        return self.send(text, reply_confirmation.STRANGER, allowances)


def _allowance(sender: Person, text: InboundText, outcome: ReplyResult) -> AnswerAllowance:
    is_active = outcome is ReplyResult.OBEYED
    name = f"{text.at.date()}#{'confirmed' if is_active else 'helped'}#{sender.id}"
    return AnswerAllowance(name, MAX_CONFIRMATIONS if is_active else MAX_HELP_TEXTS)


def _answered(
    text: InboundText, outcome: ReplyResult, sent: SentAnswer, person: PersonId | None = None
) -> AnsweredText:
    return AnsweredText(
        inbound=text.id, outcome=outcome, person=person, is_answered=sent.is_answered, error=sent.error
    )
