"""`make up` for a person: the public writes, the staff answer, and a screen shows what happens."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from rich.live import Live

from infra.local.up.duty_staff import AutomaticResponder
from infra.local.up.local_register import RunTimings
from infra.local.up.progress_log import ProgressLog
from infra.local.up.public_messages import public_messages
from infra.local.up.run_options import RunOptions
from infra.local.up.status_screen import StatusScreen
from infra.local.up.system import RunningSystem
from infra.local.up.table_reader import TableSnapshot
from watchdesk.core.message import Urgency

TIMINGS = RunTimings(
    limits={
        Urgency.URGENT: timedelta(seconds=30),
        Urgency.PRIORITY: timedelta(minutes=2),
        Urgency.ROUTINE: timedelta(minutes=10),
    },
    step_wait=timedelta(minutes=3),
    poll_every=timedelta(seconds=20),
)
SIGN_IN_INTERVAL = timedelta(minutes=30)
"""Half of the time for which a token is valid."""
WRITE_INTERVAL = timedelta(seconds=15)
UPDATE_INTERVAL = timedelta(seconds=1)


def run_until_interrupted(system: RunningSystem, options: RunOptions, progress: ProgressLog) -> None:
    """Show the system until Ctrl-C. Raises ProgramFailedError if a server ends.

    Without a terminal, every new text, answer and failure is one line of output.
    """
    screen = StatusScreen(system, options)
    if not progress.console.is_terminal:
        for line in system.officer.example_commands(system.accounts):
            progress.log(line)
        for _ in _updates(system, screen):
            for line in screen.new_lines():
                progress.log(line)
        return
    with Live(
        screen.render(datetime.now(UTC)), console=progress.console, screen=True, auto_refresh=False
    ) as terminal:
        for _ in _updates(system, screen):
            terminal.update(screen.render(datetime.now(UTC)), refresh=True)


def _updates(system: RunningSystem, screen: StatusScreen) -> Iterator[None]:
    """Let the public write and the staff answer, update the screen, and repeat this without end."""
    messages, write_at = public_messages(system.accounts, Random()), time.monotonic()  # noqa: S311  no secret
    responder = AutomaticResponder(system.staff)
    sign_in_at = time.monotonic() + SIGN_IN_INTERVAL.total_seconds()
    while True:
        system.check_running()
        if time.monotonic() >= sign_in_at:
            system.officer.renew_token()
            sign_in_at = time.monotonic() + SIGN_IN_INTERVAL.total_seconds()
        tables = system.table_reader.read()
        if _all_watched(system, tables) and time.monotonic() >= write_at:
            system.write_message(next(messages))
            write_at = time.monotonic() + WRITE_INTERVAL.total_seconds()
        system.failures.collect()
        texts = system.phones.all_texts()
        answers = list(responder.answer(tables, texts, datetime.now(UTC)))
        screen.update(tables, texts, system.failures.failures, answers)
        yield
        time.sleep(UPDATE_INTERVAL.total_seconds())


def _all_watched(system: RunningSystem, tables: TableSnapshot) -> bool:
    """Return whether every account has been polled.

    A message that is written before the first poll counts as history: all of them raise only one summary alert.
    """
    return len([account for account in tables.accounts if account.watched_until]) == len(system.accounts)
