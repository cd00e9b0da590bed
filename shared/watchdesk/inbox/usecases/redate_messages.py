"""Give every open message new dates, whenever the register has changed the rules for deadlines.

A message that an alert looks after stays overdue, and is not counted again. A pass goes on where the run before it
stopped. The change is recorded as done only after a pass over the whole list.
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
"""No page is begun with less of the run left, so that what is due need not wait for what is dated anew."""


@dataclass(slots=True, kw_only=True)
class RedatingReport:
    redated: int = 0
    errors: list[Exception] = field(default_factory=list)
    """One error for each account whose rules give no date. Its messages keep the dates they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedateMessages:
    register: Register
    facts: FactsByPlatform
    messages: OpenMessages
    log: RedatingLog
    clock: Clock

    def __call__(self, stopwatch: Stopwatch) -> RedatingReport:
        """Date messages anew while there is time, and return how many got other dates.

        Raises TryLater, and Defect if the register cannot be read. The next run repeats the page.
        """
        rules, report = rules_by_account(self.register, self.facts), RedatingReport()
        broken: dict[AccountId, Exception] = {}
        digest = rules_digest(rules)
        step = self._next_step(self.log.last(), digest)
        while step is not None and stopwatch.left() >= RESERVED:
            page = self.messages.open_page(step.position)
            for message in page.messages:
                report.redated += self._redate(message, rules, broken)
            done = step.after(page.following)
            self.log.note(done)
            step = self._next_step(done, digest)
        report.errors += broken.values()
        return report

    def _next_step(self, last: RedatingProgress | None, digest: str) -> RedatingProgress | None:
        now = self.clock.now()
        return last.step(digest, now) if last else started_redating(digest, now)

    def _redate(
        self, message: WaitingMessage, rules: Mapping[AccountId, DeadlineRules], broken: dict[AccountId, Exception]
    ) -> bool:
        account = message.key.account
        if account not in rules or account in broken or message.state is MessageState.DISPOSED:
            return False
        try:
            dates = rules[account].dates_of(message, self.clock.now())
        except Defect as error:
            error.add_note(f"account={account}")
            broken[account] = error
            return False
        attention_at = message.attention_at or dates.attention_at
        if dates == MessageDates(deadline=message.deadline, attention_at=attention_at):
            return False
        return self.messages.redate(message, dates)


def rules_by_account(register: Register, facts: FactsByPlatform) -> Mapping[AccountId, DeadlineRules]:
    """Return the rules of every declared account, also of a retired one: its messages keep their deadlines."""
    return {
        account.id: DeadlineRules(register.policy(account.policy), facts[account.platform])
        for account in register.accounts()
    }
