"""The very use cases that are deployed, over the stores in memory and in simulated time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from infra.rehearsal.stores.alerts import MemoryAlerts
from infra.rehearsal.stores.messages import MemoryMessages, MemoryRedatingLog
from infra.rehearsal.stores.pagers import MemoryPagers
from infra.rehearsal.stores.register import MemoryRegister
from infra.rehearsal.world import (
    LINK_BASE,
    AmpleStopwatch,
    CountedIds,
    HandsOn,
    OneKey,
    Phones,
    SimulatedClock,
)
from watchdesk.domain.account import AccountId
from watchdesk.domain.message import Sighting
from watchdesk.usecases.acknowledge_alert import AcknowledgeAlert
from watchdesk.usecases.climb_alert import ClimbAlert
from watchdesk.usecases.email_person import EmailPerson
from watchdesk.usecases.escalate_alerts import Attended, EscalateAlerts
from watchdesk.usecases.keep_page import KeepPage
from watchdesk.usecases.page_person import PagePerson
from watchdesk.usecases.redate_messages import RedateMessages
from watchdesk.usecases.still_waiting import StillWaiting
from watchdesk.usecases.sweep_overdue import SweepOverdue
from watchdesk.usecases.take_alert import TakeAlert
from watchdesk.usecases.tell_pages import TellPages
from watchdesk.usecases.word_text import WordText

MINUTE = timedelta(minutes=1)
"""Between two ticks of the schedule, as in template.yaml."""


class Engine:
    """What the functions of a stack do, without the functions."""

    def __init__(self, register: MemoryRegister, clock: SimulatedClock, phones: Phones, seed: int = 0) -> None:
        self.register, self.clock, self.phones = register, clock, phones
        self.messages, self.alerts = MemoryMessages(), MemoryAlerts()
        self.pagers = MemoryPagers(self.alerts)
        self.pagers = MemoryPagers(self.alerts)
        self._redating_log = MemoryRedatingLog()
        self._connected_at = clock.now()
        self._accounts = {account.id: account for account in register.accounts()}
        self._queue, self._ids, self._keys = HandsOn(), CountedIds(seed), OneKey()
        self._stopwatch = AmpleStopwatch()
        self._ticked_at = clock.now() - MINUTE

    def keep(self, account: AccountId, items: Sequence[Sighting]) -> None:
        """What a poll of the account does with the page it has read."""
        found = self._accounts[account]
        KeepPage(
            account=found,
            policy=self.register.policy(found.policy),
            connected_at=self._connected_at,
            messages=self.messages,
            clock=self.clock,
        )(items)

    def next_tick(self) -> datetime | None:
        """The next whole minute at which the schedule's functions find something to do."""
        agendas = (self.messages.agenda, self.alerts.index.agenda, self.pagers.agenda)
        looks = [at for agenda in agendas if (at := agenda.soonest()) is not None]
        if not looks:
            return None
        return max(_next_minute(min(looks)), self._ticked_at + MINUTE)

    def tick(self) -> list[Attended]:
        """What the schedule does every minute, and the queue in between. Raises what makes a function fail."""
        self._ticked_at = self.clock.now()
        swept = self.sweep_overdue(self._stopwatch)
        runs = [
            self.escalate_alerts(self._stopwatch, self._queue.take()),
            self.escalate_alerts(self._stopwatch),
        ]
        errors = [*swept.errors, *(error for run in runs for error in run.errors_of_all)]
        if errors:
            raise ExceptionGroup("nothing fails in a rehearsal but for a fault of ours", errors)
        return [attended for run in runs for attended in run.attended]

    @property
    def sweep_overdue(self) -> SweepOverdue:
        return SweepOverdue(
            deadlines=self.messages,
            book=self.alerts,
            queue=self._queue,
            ids=self._ids,
            clock=self.clock,
            redate=RedateMessages(
                register=self.register, messages=self.messages, log=self._redating_log, clock=self.clock
            ),
        )

    @property
    def escalate_alerts(self) -> EscalateAlerts:
        return EscalateAlerts(
            queue=self.alerts,
            pagers=self.pagers,
            file=self.alerts,
            still_waiting=self._still_waiting,
            climb=self._climb,
            page=self._page,
            ids=self._ids,
            clock=self.clock,
        )

    @property
    def acknowledge_alert(self) -> AcknowledgeAlert:
        take = TakeAlert(
            answers=self.alerts,
            replies=self.alerts,
            file=self.alerts,
            register=self.register,
            pages=self.pagers,
            clock=self.clock,
        )
        return AcknowledgeAlert(
            file=self.alerts,
            take=take,
            replies=self.alerts,
            deadlines=self.messages,
            register=self.register,
            keys=self._keys,
            clock=self.clock,
        )

    @property
    def _still_waiting(self) -> StillWaiting:
        return StillWaiting(file=self.alerts, deadlines=self.messages, register=self.register, clock=self.clock)

    @property
    def _word(self) -> WordText:
        return WordText(register=self.register, keys=self._keys, clock=self.clock, link_base=LINK_BASE)

    @property
    def _climb(self) -> ClimbAlert:
        """Without a second channel: every text of a rehearsal arrives."""
        email = EmailPerson(
            log=self.pagers, channel=None, register=self.register, word=self._word, clock=self.clock
        )
        return ClimbAlert(
            register=self.register,
            queue=self.alerts,
            file=self.alerts,
            pages=self.pagers,
            email=email,
            clock=self.clock,
        )

    @property
    def _page(self) -> PagePerson:
        tell = TellPages(file=self.alerts, still_waiting=self._still_waiting, word=self._word, clock=self.clock)
        return PagePerson(
            queue=self.pagers,
            ledger=self.pagers,
            tell=tell,
            register=self.register,
            sms=self.phones,
            ids=self._ids,
            clock=self.clock,
        )


def _next_minute(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE
