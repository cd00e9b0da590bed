"""Send the one answer that a text may have."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.ports.channels import Channel
from watchdesk.alerting.ports.replies import AnswerLedger
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundText
from watchdesk.core.clock import Clock


@dataclass(frozen=True, slots=True)
class SentAnswer:
    is_answered: bool = False
    """The answer was handed to the channel."""
    error: Exception | None = None
    """Why the answer was not, or perhaps not, handed over. It is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAnswer:
    ledger: AnswerLedger
    channel: Channel
    clock: Clock

    def is_answered(self, text: InboundText) -> bool:
        return self.ledger.is_answered(text.id)

    def __call__(self, text: InboundText, body: str, allowances: Sequence[AnswerAllowance]) -> SentAnswer:
        """Send the answer at most once: it is recorded before it is sent and never tried again.

        A person who gets no answer looks at the desk, or asks again. Nothing is sent if an allowance is used up.
        """
        if not self.ledger.answer(text.id, self.clock.now(), allowances):
            return SentAnswer()
        try:
            self.channel.send(ChannelMessage(address=text.sender, body=body))
        except Exception as error:  # noqa: BLE001  what the text asked for is done; only the answer to it is lost
            return SentAnswer(error=error)
        return SentAnswer(is_answered=True)
