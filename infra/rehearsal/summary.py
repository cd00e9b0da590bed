"""The figures of one rehearsal in a column, and of two beside each other with what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from infra.cli.register.model.durations import write_duration
from infra.rehearsal.result import RehearsalResult, climb_order
from watchdesk.core.message import Urgency

Figure = int | Decimal | timedelta

PRICE = Decimal("0.05")
"""US dollars a part to a number in the United Kingdom: an assumption, there is no one price."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    what: str
    values: tuple[Figure, ...]
    """One for each rehearsal."""

    @property
    def difference(self) -> str:
        """Of the second to the first; empty if there is but one."""
        if len(self.values) == 1:
            return ""
        before, after = map(_number, self.values)
        sign = "+" if after > before else "-"
        size = abs(after - before)
        kind = self.values[0]
        return f"{sign}{figure_text(_like(kind, size))}" if size else "="


def summary_lines(found: Sequence[RehearsalResult], price: Decimal) -> list[SummaryLine]:
    """The same figures in the same order, whatever was found; a step nobody climbed to in any is left out."""
    steps = sorted({step for each in found for step in each.steps}, key=climb_order)
    columns = [list(_figures(each, price, steps)) for each in found]
    names = [name for name, _ in columns[0]]
    return [SummaryLine(name, tuple(column[row][1] for column in columns)) for row, name in enumerate(names)]


def figure_text(value: Figure) -> str:
    match value:
        case timedelta():
            return write_duration(value // MINUTE * MINUTE)
        case Decimal():
            return f"{value:,.2f}"
    return f"{value:,}"


def json_figure(value: Figure) -> int | float:
    """For programs: minutes, dollars or a count."""
    return (
        value // MINUTE if isinstance(value, timedelta) else float(value) if isinstance(value, Decimal) else value
    )


def _figures(found: RehearsalResult, price: Decimal, steps: Sequence[str]) -> Iterator[tuple[str, Figure]]:
    yield "messages", found.messages.total()
    yield "messages not watched", found.not_watched
    for urgency in Urgency:
        yield f"overdue, {urgency}", found.overdue_of(urgency)
    yield "longest wait", found.longest.lasted if found.longest else timedelta(0)
    yield "still waiting at the end", found.unanswered
    yield "alerts", found.alerts
    for step in steps:
        yield f"alerts that got as far as {step}", found.steps[step]
    yield "texts", len(found.texts)
    yield "alerts told in another's text", found.bundled
    yield "pages held back by a cap", found.capped
    yield "most texts to one person in a day", max(found.most_in_a_day.values(), default=0)
    yield "parts", found.parts
    yield "cost in USD", found.parts * price


def _number(value: Figure) -> Decimal:
    return Decimal(value // timedelta(microseconds=1)) if isinstance(value, timedelta) else Decimal(value)


def _like(kind: Figure, size: Decimal) -> Figure:
    match kind:
        case timedelta():
            return timedelta(microseconds=int(size))
        case Decimal():
            return size
    return int(size)
