"""What a rehearsal shows on a screen: tables, and texts by hour of day as a plot of characters."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.table import Table

from infra.rehearsal.preview import PolicyMatches
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.summary import figure_text, summary_lines
from watchdesk.core.message import Urgency

HOURS = range(24)
PLOT = (100, 12)
"""Columns and rows."""
NIGHT = (*range(22, 24), *range(7))


def summary_table(found: Sequence[RehearsalResult], price: Decimal) -> Table:
    table = Table("", *(each.name for each in found), title="The month")
    for column in table.columns[1:]:
        column.justify = "right"
    if len(found) > 1:
        table.add_column("difference", justify="right")
    for line in summary_lines(found, price):
        difference = [line.difference] if len(found) > 1 else []
        table.add_row(line.what, *map(figure_text, line.values), *difference)
    return table


def people_table(found: RehearsalResult) -> Table:
    """Whom the texts reached, and at which hours of the local day."""
    title = f"Texts by person and hour: {found.name}"
    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("person", no_wrap=True)
    for column in ("texts", "by night", "most a day", *(f"{hour:02}" for hour in HOURS)):
        table.add_column(column, justify="right")
    for person, most in found.most_in_a_day.items():
        by_hour = [found.by_hour[person, hour] for hour in HOURS]
        by_night = sum(by_hour[hour] for hour in NIGHT)
        cells = (sum(by_hour), by_night, most, *(count or "" for count in by_hour))
        table.add_row(person, *map(str, cells))
    return table


def overdue_table(found: RehearsalResult) -> Table:
    table = Table("account", *Urgency, title=f"Overdue by account and urgency: {found.name}")
    for account in sorted({account for account, _ in found.overdue}):
        table.add_row(account, *(str(found.overdue[account, urgency] or "") for urgency in Urgency))
    return table


def preview_table(matches: Sequence[PolicyMatches], name: str) -> Table:
    table = Table(
        "policy", "rule or limit", "found in", "decides", title=f"What each rule and limit meets: {name}"
    )
    for each in matches:
        for rule, count in each.by_rule.items():
            table.add_row(each.policy, f"rule {rule}", f"{count:,}", f"{each.decided_by[rule]:,}")
        for limit, count in each.by_limit.items():
            table.add_row(each.policy, f"limit {limit}", "", f"{count:,}")
        table.add_section()
    return table


def hours_plot(found: RehearsalResult) -> str:
    """Texts by hour of the local day, all people together."""
    import plotext  # noqa: PLC0415  it takes longer to import than most commands run

    counts = [sum(count for (_, each), count in found.by_hour.items() if each == hour) for hour in HOURS]
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    plotext.terminal.limit(width=False, height=False)
    figure.plot_size(*PLOT)
    figure.title(f"Texts by hour of day: {found.name}")
    figure.draw(figure.bar(list(HOURS), counts, width=0.6))
    figure.ruler("x").ticks(list(HOURS), [f"{hour:02}" for hour in HOURS])
    tops = [0, max(counts) // 2, max(counts)]
    figure.ruler("y").ticks(tops, list(map(str, tops)))
    return str(plotext.uncolorize(figure.build().string()))


def output_order(
    found: Sequence[RehearsalResult], previews: Sequence[Sequence[PolicyMatches]], price: Decimal
) -> Iterator[Table | str]:
    """Everything, in the order in which it is shown."""
    for each, matches in zip(found, previews, strict=True):
        yield preview_table(matches, each.name)
    yield summary_table(found, price)
    for each in found:
        yield overdue_table(each)
        yield people_table(each)
        yield hours_plot(each)
