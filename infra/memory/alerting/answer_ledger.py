"""The store of answers to texts, in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId


class MemoryAnswerLedger:
    """The port AnswerLedger."""

    def __init__(self) -> None:
        self._answered = set[InboundId]()
        self._used = Counter[str]()

    def is_answered(self, inbound: InboundId) -> bool:
        return inbound in self._answered

    def answer(self, inbound: InboundId, now: datetime, allowances: Sequence[AnswerAllowance]) -> bool:  # noqa: ARG002  a table keeps it
        is_used_up = any(self._used[allowance.name] >= allowance.most for allowance in allowances)
        if inbound in self._answered or is_used_up:
            return False
        self._answered.add(inbound)
        self._used.update(allowance.name for allowance in allowances)
        return True
