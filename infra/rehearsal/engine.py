"""The use cases that are deployed, over the stores in memory and in simulated time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property

from infra.memory.alerting.alerts import MemoryAlerts
from infra.memory.alerting.pagers import MemoryPagers
from infra.memory.inbox.messages import MemoryMessages, MemoryRedatingLog
from infra.memory.register.register import MemoryRegister
from infra.rehearsal.wiring import Wiring
from infra.rehearsal.world import (
    LINK_BASE,
    AmpleStopwatch,
    CountedIds,
    FixedKeyRing,
    ImmediateQueue,
    SimulatedClock,
    SimulatedPhones,
)
from watchdesk.alerting.usecases.acknowledge_alert import AcknowledgeAlert
from watchdesk.alerting.usecases.escalate_alert import EscalatedAlert
from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue
from watchdesk.core.account import AccountId
from watchdesk.core.message import FeedItem
from watchdesk.inbox.usecases.store_page import StorePage
from watchdesk.platforms.registry import FACTS

MINUTE = timedelta(minutes=1)
"""The time between two runs of the schedule, as in template.yaml."""


class Engine:
    """Runs what the functions of a stack run, without the functions."""

    def __init__(
        self, register: MemoryRegister, clock: SimulatedClock, phones: SimulatedPhones, seed: int = 0
    ) -> None:
        self.register, self.clock, self.phones = register, clock, phones
        self.messages, self.alerts = MemoryMessages(), MemoryAlerts()
        self.pagers = MemoryPagers(self.alerts)
        self._connected_at = clock.now()
        self._accounts = {account.id: account for account in register.accounts()}
        self._queue, self._stopwatch = ImmediateQueue(), AmpleStopwatch()
        self._ticked_at = clock.now() - MINUTE
        self._ids = CountedIds(seed)

    @cached_property
    def _wiring(self) -> Wiring:
        # This is made when it is first used, so that a benchmark can first wrap the stores to count the calls.
        return Wiring(
            messages=self.messages,
            redating_log=MemoryRedatingLog(),
            alerts=self.alerts,
            pagers=self.pagers,
            register=self.register,
            queue=self._queue,
            text_channel=self.phones,
            second_channel=None,  # Every text of a rehearsal arrives.
            keys=FixedKeyRing(),
            ids=self._ids,
            clock=self.clock,
            link_base=LINK_BASE,
        )

    @cached_property
    def acknowledge_alert(self) -> AcknowledgeAlert:
        return self._wiring.acknowledge_alert()

    @cached_property
    def _sweep_overdue(self) -> SweepOverdue:
        return self._wiring.sweep_overdue()

    @cached_property
    def _escalate_alerts(self) -> EscalateAlerts:
        return self._wiring.escalate_alerts()

    def store_page(self, account: AccountId, items: Sequence[FeedItem]) -> None:
        """Store a page, as a poll of the account does."""
        declared = self._accounts[account]
        StorePage(
            account=declared,
            policy=self.register.policy(declared.policy),
            connected_at=self._connected_at,
            facts=FACTS[declared.platform],
            messages=self.messages,
            clock=self.clock,
        )(items)

    def next_tick(self) -> datetime | None:
        """Return the next whole minute at which the functions of the schedule find something to do."""
        queues = (self.messages.due_queue, self.alerts.index.due, self.pagers.due_queue)
        due = [at for queue in queues if (at := queue.soonest()) is not None]
        if not due:
            return None
        return max(_next_minute(min(due)), self._ticked_at + MINUTE)

    def tick(self) -> list[EscalatedAlert]:
        """Run what the schedule runs every minute, and the queue in between.

        Raises an ExceptionGroup if a function would fail in the cloud.
        """
        self._ticked_at = self.clock.now()
        swept = self._sweep_overdue(self._stopwatch)
        runs = [
            self._escalate_alerts(self._stopwatch, self._queue.take()),
            self._escalate_alerts(self._stopwatch),
        ]
        errors = [*swept.errors, *(error for run in runs for error in run.all_errors)]
        if errors:
            raise ExceptionGroup("a rehearsal fails only because of a fault in Watchdesk", errors)
        return [alert for run in runs for alert in run.alerts]


def _next_minute(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE
