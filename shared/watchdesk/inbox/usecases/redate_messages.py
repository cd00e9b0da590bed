"""Give every open message the dates of the terms that hold now, whenever the register has changed them.

What an alert looks after stays overdue, and is not counted again. A pass goes on where the run before it stopped;
only when the whole list was walked is the change noted as done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect
from watchdesk.core.message import MessageState, WaitingMessage
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.inbox.domain.deadlines import DeadlineRules, MessageDates, rules_digest
from watchdesk.inbox.domain.redating_progress import RedatingProgress, started_redating
from watchdesk.inbox.ports.messages import OpenMessages, RedatingLog
from watchdesk.register.ports import Register

RESERVED = timedelta(seconds=30)
"""What is due must not wait for what is re-dated: no page is begun with less of the run left."""


@dataclass(slots=True, kw_only=True)
class RedatingReport:
    redated: int = 0
    errors: list[Exception] = field(default_factory=list)
    """One per account whose terms cannot be reckoned with; its messages keep the dates they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedateMessages:
    register: Register
    facts: FactsByPlatform
    messages: OpenMessages
    log: RedatingLog
    clock: Clock

    def __call__(self, stopwatch: Stopwatch) -> RedatingReport:
        """Raises TryLater, and Defect if the register cannot be read; the next run repeats the page."""
        terms, report, broken = (
            rules_by_account(self.register, self.facts),
            RedatingReport(),
            dict[AccountId, Exception](),
        )
        digest = rules_digest(terms)
        step = self._take_up(self.log.last(), digest)
        while step is not None and stopwatch.left() >= RESERVED:
            page = self.messages.open_page(step.position)
            for message in page.messages:
                report.redated += self._redated(message, terms, broken)
            done = step.after(page.following)
            self.log.note(done)
            step = self._take_up(done, digest)
        report.errors += broken.values()
        return report

    def _take_up(self, last: RedatingProgress | None, digest: str) -> RedatingProgress | None:
        now = self.clock.now()
        return last.step(digest, now) if last else started_redating(digest, now)

    def _redated(
        self, message: WaitingMessage, terms: Mapping[AccountId, DeadlineRules], broken: dict[AccountId, Exception]
    ) -> bool:
        account = message.key.account
        if account not in terms or account in broken or message.state is MessageState.DISPOSED:
            return False
        try:
            dated = terms[account].dates_of(message, self.clock.now())
        except Defect as error:
            error.add_note(f"account={account}")
            broken[account] = error
            return False
        if dated == MessageDates(
            deadline=message.deadline, attention_at=message.attention_at or dated.attention_at
        ):
            return False
        return self.messages.redate(message, dated)


def rules_by_account(register: Register, facts: FactsByPlatform) -> Mapping[AccountId, DeadlineRules]:
    """Those of every declared account, the retired ones' too: their messages keep their deadlines."""
    return {
        each.id: DeadlineRules(register.policy(each.policy), facts[each.platform]) for each in register.accounts()
    }
