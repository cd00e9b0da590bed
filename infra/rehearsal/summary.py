"""The figures of one rehearsal in a column, or of two beside each other with the differences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from infra.cli.register.model.durations import write_duration
from infra.rehearsal.result import RehearsalResult, climb_order
from watchdesk.core.message import Urgency

Figure = int | Decimal | timedelta

PRICE = Decimal("0.05")
"""The price of one part to a number in the United Kingdom, in US dollars. It is an assumption: prices differ."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One figure of every rehearsal."""

    what: str
    values: tuple[Figure, ...]
    """One value for each rehearsal."""

    @property
    def difference(self) -> str:
        """The difference of the second value from the first. It is empty if there is only one."""
        if len(self.values) == 1:
            return ""
        before, after = map(_number, self.values)
        sign = "+" if after > before else "-"
        size = abs(after - before)
        kind = self.values[0]
        return f"{sign}{figure_text(_same_type(kind, size))}" if size else "="


def summary_lines(results: Sequence[RehearsalResult], price: Decimal) -> list[SummaryLine]:
    """Return the same figures in the same order for all results. Steps that no alert reached are left out."""
    steps = sorted({step for result in results for step in result.steps}, key=climb_order)
    columns = [list(_figures(result, price, steps)) for result in results]
    names = [name for name, _ in columns[0]]
    return [SummaryLine(name, tuple(column[row][1] for column in columns)) for row, name in enumerate(names)]


def figure_text(value: Figure) -> str:
    """Return a figure for people."""
    match value:
        case timedelta():
            return write_duration(value // MINUTE * MINUTE)
        case Decimal():
            return f"{value:,.2f}"
    return f"{value:,}"


def json_figure(value: Figure) -> int | float:
    """Return a figure for programs: minutes, dollars or a count."""
    return (
        value // MINUTE if isinstance(value, timedelta) else float(value) if isinstance(value, Decimal) else value
    )


def _figures(result: RehearsalResult, price: Decimal, steps: Sequence[str]) -> Iterator[tuple[str, Figure]]:
    yield "messages", result.messages.total()
    yield "messages not watched", result.not_watched
    for urgency in Urgency:
        yield f"overdue, {urgency}", result.overdue_of(urgency)
    yield "longest wait", result.longest.lasted if result.longest else timedelta(0)
    yield "still waiting at the end", result.unanswered
    yield "alerts", result.alerts
    for step in steps:
        yield f"alerts that got as far as {step}", result.steps[step]
    yield "texts", len(result.texts)
    yield "alerts told in another's text", result.bundled
    yield "pages held back by a cap", result.capped
    yield "most texts to one person in a day", max(result.most_in_a_day.values(), default=0)
    yield "parts", result.parts
    yield "cost in USD", result.parts * price


def _number(value: Figure) -> Decimal:
    return Decimal(value // timedelta(microseconds=1)) if isinstance(value, timedelta) else Decimal(value)


def _same_type(kind: Figure, size: Decimal) -> Figure:
    match kind:
        case timedelta():
            return timedelta(microseconds=int(size))
        case Decimal():
            return size
    return int(size)
