"""`make up` for a person: a public that writes, staff who answer, and a view of what becomes of it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from rich.live import Live

from infra.local.up.duty_staff import AutomaticResponder
from infra.local.up.local_register import RunTimings
from infra.local.up.progress_log import ProgressLog
from infra.local.up.public_messages import public_messages
from infra.local.up.status_screen import StatusScreen
from infra.local.up.system import RunningSystem, RunOptions
from infra.local.up.table_reader import TableSnapshot
from watchdesk.core.message import Urgency

TIMINGS = RunTimings(
    limits={
        Urgency.URGENT: timedelta(seconds=30),
        Urgency.PRIORITY: timedelta(minutes=2),
        Urgency.ROUTINE: timedelta(minutes=10),
    },
    wait=timedelta(minutes=3),
    poll_every=timedelta(seconds=20),
)
SIGNS_IN_EVERY = timedelta(minutes=30)
"""Half of what a token lives."""
WRITES_EVERY = timedelta(seconds=15)
LOOKS_EVERY = timedelta(seconds=1)


def run_until_interrupted(system: RunningSystem, options: RunOptions, steps: ProgressLog) -> None:
    """Until Ctrl-C. Raises ProgramFailedError if a server ends."""
    view = StatusScreen(system, options)
    if not steps.console.is_terminal:
        for line in system.press.lines(system.accounts):
            steps.say(line)
        for _ in _looks(system, view):
            for line in view.news():
                steps.say(line)
        return
    with Live(view.render(datetime.now(UTC)), console=steps.console, screen=True, auto_refresh=False) as screen:
        for _ in _looks(system, view):
            screen.update(view.render(datetime.now(UTC)), refresh=True)


def _looks(system: RunningSystem, view: StatusScreen) -> Iterator[None]:
    """Let the public write, the staff answer, and look around, again and again."""
    coming, write_at = public_messages(system.accounts, Random()), time.monotonic()  # noqa: S311  no secret
    volunteers = AutomaticResponder(system.staff)
    sign_in_at = time.monotonic() + SIGNS_IN_EVERY.total_seconds()
    while True:
        system.check()
        if time.monotonic() >= sign_in_at:
            system.press.renew()
            sign_in_at = time.monotonic() + SIGNS_IN_EVERY.total_seconds()
        sight = system.lookout.look()
        if _is_watched(system, sight) and time.monotonic() >= write_at:
            system.deliver(next(coming))
            write_at = time.monotonic() + WRITES_EVERY.total_seconds()
        system.troubles.look()
        texts = system.phones.look()
        answers = list(volunteers.answer(sight, texts, datetime.now(UTC)))
        view.take(sight, texts, system.troubles.failures, answers)
        yield
        time.sleep(LOOKS_EVERY.total_seconds())


def _is_watched(system: RunningSystem, sight: TableSnapshot) -> bool:
    """What is written before an account is first polled counts as history, and raises one summary alert."""
    return len([account for account in sight.accounts if account.watched_until]) == len(system.accounts)
