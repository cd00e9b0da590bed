"""What a person sees while the system runs. Words of the public are shown as text, never as markup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from rich.layout import Layout
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Line

from infra.local.up.function_logs import FunctionFailure
from infra.local.up.received_texts import ReceivedText
from infra.local.up.system import RunningSystem, RunOptions
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
"""Rows of a table; the newest matter."""
ANSWERS_SHOWN = 3
MIN_COLUMN_WIDTHS = {"code": 4, "step": 4, "group": 8, "state": 12}
"""Columns of a table that nobody can do without."""
LATE_AFTER = timedelta(minutes=10)
"""An account not watched for this long is shown in red; its slowest feed is read every five minutes."""


class StatusScreen:
    """The latest of everything, as a screen or as news in lines."""

    def __init__(self, system: RunningSystem, options: RunOptions) -> None:
        self._system = system
        self._options = options
        self._sight = TableSnapshot()
        self._texts: Sequence[ReceivedText] = ()
        self._failures: Sequence[FunctionFailure] = ()
        self._answers: list[str] = []
        self._told = 0
        self._heard = 0
        self._warned = 0

    def take(
        self,
        sight: TableSnapshot,
        texts: Sequence[ReceivedText],
        failures: Sequence[FunctionFailure],
        answers: Sequence[str] = (),
    ) -> None:
        self._sight, self._texts, self._failures = sight, texts, failures
        self._answers += answers

    def news(self) -> Iterator[str]:
        """What has come since the last call, a line each."""
        for text in self._texts[self._told :]:
            yield f"text to {text.phone}: {text.words}"
        yield from self._answers[self._heard :]
        for failure in self._failures[self._warned :]:
            yield f"{failure.function} logged: {failure.what}"
        self._told, self._heard, self._warned = len(self._texts), len(self._answers), len(self._failures)

    def render(self, now: datetime) -> Layout:
        upper, lower = Layout(ratio=2), Layout(ratio=3)
        upper.split_row(
            Layout(Panel(_accounts(self._sight.accounts, now), title="accounts"), ratio=2),
            Layout(Panel(_messages(self._sight.messages, now), title=self._title()), ratio=3),
        )
        lower.split_row(
            Layout(self._desk(now)),
            Layout(Panel(_texts(self._texts), title="texts, the newest first (open a link in a browser)")),
        )
        screen = Layout()
        typed = Panel(
            Line("\n".join(self._system.press.lines(self._system.accounts)), no_wrap=True),
            title="publish, in another terminal",
        )
        parts = [Layout(self._head(), size=2), upper, lower, Layout(typed, size=5)]
        if self._failures:
            panel = Panel(_failures(self._failures), title="errors the functions logged", style="red")
            parts.append(Layout(panel, size=6))
        screen.split_column(*parts)
        return screen

    def _desk(self, now: datetime) -> Layout:
        """The alerts, who is on duty, and the last answers."""
        answers = Line("\n".join(self._answers[-ANSWERS_SHOWN:]), no_wrap=True, overflow="ellipsis")
        on_duty = self._system.staff.on_duty(now)
        desk = Layout()
        desk.split_column(
            Layout(Panel(_alerts(self._sight.alerts), title="alerts")),
            Layout(Panel(_on_duty(on_duty, self._system.staff.name), title="on duty"), size=len(on_duty) + 3),
            Layout(Panel(answers, title="answers (given by themselves here)"), size=ANSWERS_SHOWN + 2),
        )
        return desk

    def _title(self) -> str:
        waiting = sum(message.is_waiting for message in self._sight.messages)
        return f"messages: {len(self._sight.messages)} stored, {waiting} waiting"

    def _head(self) -> Line:
        pages = [f"{simulator.platform} {simulator.url}" for simulator in self._system.simulators.values()]
        return Line(
            f"Watchdesk, on this machine alone. Everything happens at the minute. Ctrl-C ends it.\n"
            f"{'   '.join(pages)}   local AWS {self._options.place.endpoint}   logs {self._options.logs}"
        )


def _accounts(accounts: Sequence[AccountRow], now: datetime) -> Table:
    table = _table("account", "watched until", "trouble")
    for account in accounts:
        until = account.watched_until
        style = "red" if until is not None and now - until > LATE_AFTER else ""
        table.add_row(account.id, Line(_ago(until, now), style), account.trouble)
    return table


def _messages(messages: Sequence[MessageRow], now: datetime) -> Table:
    table = _table("urgency", "account", "says", "state", "deadline")
    newest = sorted(messages, key=lambda message: (message.is_waiting, message.deadline))[-ROWS_SHOWN:]
    for message in newest:
        left = (message.deadline - now).total_seconds()
        due = f"in {left:.0f} s" if left > 0 else f"{-left:.0f} s ago"
        urgency = Line(message.urgency, STYLES[message.urgency])
        table.add_row(urgency, message.key.account, _plain(message.text), message.state, due)
    return table


def _alerts(alerts: Sequence[AlertRow]) -> Table:
    table = _table("code", "account", "group", "state", "step", "answered by")
    for alert in sorted(alerts, key=lambda alert: alert.state == AlertState.RESOLVED)[:ROWS_SHOWN]:
        group = Line(alert.group, STYLES[alert.group])
        table.add_row(alert.code, alert.account, group, alert.state, str(alert.step), alert.acknowledged_by or "")
    return table


def _texts(texts: Sequence[ReceivedText]) -> Table:
    table = _table("to", "says")
    for text in list(texts)[: -ROWS_SHOWN - 1 : -1]:
        words = Line(text.words)
        if text.link:
            words.highlight_words([text.link], f"underline link {text.link}")
        table.add_row(f"{text.phone}\n{text.at.astimezone():%H:%M:%S}", words)
    return table


def _on_duty(phones: Mapping[str, Sequence[str]], name: Callable[[str], str]) -> Table:
    table = _table("rota", "on duty now")
    for rota, theirs in phones.items():
        table.add_row(rota, ", ".join(map(name, theirs)) or Line("nobody", "red"))
    return table


def _failures(failures: Sequence[FunctionFailure]) -> Line:
    return Line("\n".join(f"{failure.function}: {failure.what}" for failure in failures[-4:]))


def _table(*columns: str) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1))
    for column in columns:
        is_long = column == "says"
        least = MIN_COLUMN_WIDTHS.get(column)
        table.add_column(column, no_wrap=not is_long, overflow="fold" if is_long else "ellipsis", min_width=least)
    return table


def _plain(words: str) -> Line:
    """One line of somebody's words: no markup, and no control characters to play with the terminal."""
    return Line("".join(c if c.isprintable() else " " for c in words)[:80], no_wrap=True, overflow="ellipsis")


def _ago(until: datetime | None, now: datetime) -> str:
    return "not yet" if until is None else f"{max(0.0, (now - until).total_seconds()):.0f} s ago"
