"""The screen of an interactive run. What the public writes is shown as text, never as markup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from rich.layout import Layout
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Line

from infra.local.up.function_logs import FunctionFailure
from infra.local.up.received_texts import ReceivedText
from infra.local.up.run_options import RunOptions
from infra.local.up.system import RunningSystem
from infra.local.up.table_reader import AccountRow, AlertRow, MessageRow, TableSnapshot
from watchdesk.alerting.domain.alert import AlertState

STYLES = {
    "urgent": "bold red",
    "priority": "yellow",
    "routine": "green",
    "history": "cyan",
    "warning": "magenta",
    "canary": "dim",
}
ROWS_SHOWN = 12
"""A table shows at most this many rows, the newest ones."""
ANSWERS_SHOWN = 3
MIN_COLUMN_WIDTHS = {"code": 4, "step": 4, "group": 8, "state": 12}
"""The columns that must stay readable, with their smallest width."""
LATE_AFTER = timedelta(minutes=10)
"""An account that was not watched for this long is shown in red. Its slowest feed is read every five minutes."""


class StatusScreen:
    """The latest state of the system, as a screen or as new lines."""

    def __init__(self, system: RunningSystem, options: RunOptions) -> None:
        self._system = system
        self._options = options
        self._tables = TableSnapshot()
        self._texts: Sequence[ReceivedText] = ()
        self._failures: Sequence[FunctionFailure] = ()
        self._answers: list[str] = []
        self._texts_listed = 0
        self._answers_listed = 0
        self._failures_listed = 0

    def update(
        self,
        tables: TableSnapshot,
        texts: Sequence[ReceivedText],
        failures: Sequence[FunctionFailure],
        answers: Sequence[str] = (),
    ) -> None:
        """Store the latest state. `answers` are lines about the answers since the last call."""
        self._tables, self._texts, self._failures = tables, texts, failures
        self._answers += answers

    def new_lines(self) -> Iterator[str]:
        """Yield a line for each text, answer and failure since the last call."""
        for text in self._texts[self._texts_listed :]:
            yield f"text to {text.phone}: {text.body}"
        yield from self._answers[self._answers_listed :]
        for failure in self._failures[self._failures_listed :]:
            yield f"{failure.function} logged: {failure.text}"
        self._texts_listed, self._answers_listed = len(self._texts), len(self._answers)
        self._failures_listed = len(self._failures)

    def render(self, now: datetime) -> Layout:
        """Return the whole screen."""
        upper, lower = Layout(ratio=2), Layout(ratio=3)
        upper.split_row(
            Layout(Panel(_accounts(self._tables.accounts, now), title="accounts"), ratio=2),
            Layout(Panel(_messages(self._tables.messages, now), title=self._title()), ratio=3),
        )
        lower.split_row(
            Layout(self._desk(now)),
            Layout(Panel(_texts(self._texts), title="texts, newest first (open a link in a browser)")),
        )
        screen = Layout()
        commands = Panel(
            Line("\n".join(self._system.officer.example_commands(self._system.accounts)), no_wrap=True),
            title="publish from another terminal",
        )
        parts = [Layout(self._title_line(), size=2), upper, lower, Layout(commands, size=5)]
        if self._failures:
            panel = Panel(_failures(self._failures), title="errors the functions logged", style="red")
            parts.append(Layout(panel, size=6))
        screen.split_column(*parts)
        return screen

    def _desk(self, now: datetime) -> Layout:
        """Return the alerts, the people on duty, and the last answers."""
        answers = Line("\n".join(self._answers[-ANSWERS_SHOWN:]), no_wrap=True, overflow="ellipsis")
        on_duty = self._system.staff.on_duty(now)
        desk = Layout()
        desk.split_column(
            Layout(Panel(_alerts(self._tables.alerts), title="alerts")),
            Layout(Panel(_on_duty(on_duty, self._system.staff.name_of), title="on duty"), size=len(on_duty) + 3),
            Layout(Panel(answers, title="answers (automatic here)"), size=ANSWERS_SHOWN + 2),
        )
        return desk

    def _title(self) -> str:
        waiting = sum(message.is_waiting for message in self._tables.messages)
        return f"messages: {len(self._tables.messages)} stored, {waiting} waiting"

    def _title_line(self) -> Line:
        addresses = [f"{simulator.platform} {simulator.url}" for simulator in self._system.simulators.values()]
        return Line(
            "Watchdesk on this machine. Schedules run once a minute. Ctrl-C stops everything.\n"
            f"{'   '.join(addresses)}   local AWS {self._options.aws.endpoint}   logs {self._options.logs}"
        )


def _accounts(accounts: Sequence[AccountRow], now: datetime) -> Table:
    table = _table("account", "watched until", "trouble")
    for account in accounts:
        until = account.watched_until
        style = "red" if until is not None and now - until > LATE_AFTER else ""
        table.add_row(account.id, Line(_age(until, now), style), account.trouble)
    return table


def _messages(messages: Sequence[MessageRow], now: datetime) -> Table:
    table = _table("urgency", "account", "text", "state", "deadline")
    newest = sorted(messages, key=lambda message: (message.is_waiting, message.deadline))[-ROWS_SHOWN:]
    for message in newest:
        left = (message.deadline - now).total_seconds()
        due = f"in {left:.0f} s" if left > 0 else f"{-left:.0f} s ago"
        urgency = Line(message.urgency, STYLES[message.urgency])
        table.add_row(urgency, message.key.account, _plain_line(message.text), message.state, due)
    return table


def _alerts(alerts: Sequence[AlertRow]) -> Table:
    table = _table("code", "account", "group", "state", "step", "answered by")
    for alert in sorted(alerts, key=lambda alert: alert.state == AlertState.RESOLVED)[:ROWS_SHOWN]:
        group = Line(alert.group, STYLES[alert.group])
        table.add_row(alert.code, alert.account, group, alert.state, str(alert.step), alert.acknowledged_by or "")
    return table


def _texts(texts: Sequence[ReceivedText]) -> Table:
    table = _table("to", "text")
    for text in list(texts)[: -ROWS_SHOWN - 1 : -1]:
        words = Line(text.body)
        if text.link:
            words.highlight_words([text.link], f"underline link {text.link}")
        table.add_row(f"{text.phone}\n{text.at.astimezone():%H:%M:%S}", words)
    return table


def _on_duty(phones: Mapping[str, Sequence[str]], name: Callable[[str], str]) -> Table:
    table = _table("rota", "on duty now")
    for rota, on_duty in phones.items():
        table.add_row(rota, ", ".join(map(name, on_duty)) or Line("nobody", "red"))
    return table


def _failures(failures: Sequence[FunctionFailure]) -> Line:
    return Line("\n".join(f"{failure.function}: {failure.text}" for failure in failures[-4:]))


def _table(*columns: str) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1))
    for column in columns:
        is_long = column == "text"
        min_width = MIN_COLUMN_WIDTHS.get(column)
        table.add_column(
            column, no_wrap=not is_long, overflow="fold" if is_long else "ellipsis", min_width=min_width
        )
    return table


def _plain_line(text: str) -> Line:
    """Return one line of the text, without markup or control characters, which could move the cursor."""
    return Line("".join(c if c.isprintable() else " " for c in text)[:80], no_wrap=True, overflow="ellipsis")


def _age(until: datetime | None, now: datetime) -> str:
    return "not yet" if until is None else f"{max(0.0, (now - until).total_seconds()):.0f} s ago"
