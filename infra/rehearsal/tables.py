"""The results of a rehearsal on a screen: tables, and a plot of the texts by hour."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.table import Table

from infra.rehearsal.preview import PolicyMatches
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.summary import figure_text, summary_lines
from watchdesk.core.message import Urgency

HOURS = range(24)
PLOT_SIZE = (100, 12)
"""The width and height of a plot in characters."""
NIGHT_HOURS = (*range(22, 24), *range(7))


def summary_table(results: Sequence[RehearsalResult], price: Decimal) -> Table:
    """Return the figures of the results side by side."""
    table = Table("", *(result.name for result in results), title="The month")
    for column in table.columns[1:]:
        column.justify = "right"
    if len(results) > 1:
        table.add_column("difference", justify="right")
    for line in summary_lines(results, price):
        difference = [line.difference] if len(results) > 1 else []
        table.add_row(line.what, *map(figure_text, line.values), *difference)
    return table


def people_table(result: RehearsalResult) -> Table:
    """Return whom the texts reached, and at which hours of the local day."""
    title = f"Texts by person and hour: {result.name}"
    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("person", no_wrap=True)
    for column in ("texts", "by night", "most a day", *(f"{hour:02}" for hour in HOURS)):
        table.add_column(column, justify="right")
    for person, most in result.most_in_a_day.items():
        by_hour = [result.by_hour[person, hour] for hour in HOURS]
        by_night = sum(by_hour[hour] for hour in NIGHT_HOURS)
        cells = (sum(by_hour), by_night, most, *(count or "" for count in by_hour))
        table.add_row(person, *map(str, cells))
    return table


def overdue_table(result: RehearsalResult) -> Table:
    """Return how many messages of each account were overdue."""
    table = Table("account", *Urgency, title=f"Overdue by account and urgency: {result.name}")
    for account in sorted({account for account, _ in result.overdue}):
        table.add_row(account, *(str(result.overdue[account, urgency] or "") for urgency in Urgency))
    return table


def preview_table(matches: Sequence[PolicyMatches], name: str) -> Table:
    """Return how many messages each rule and each limit matches."""
    table = Table(
        "policy", "rule or limit", "found in", "decides", title=f"What each rule and limit meets: {name}"
    )
    for policy in matches:
        for rule, count in policy.by_rule.items():
            table.add_row(policy.policy, f"rule {rule}", f"{count:,}", f"{policy.decided_by[rule]:,}")
        for limit, count in policy.by_limit.items():
            table.add_row(policy.policy, f"limit {limit}", "", f"{count:,}")
        table.add_section()
    return table


def hours_plot(result: RehearsalResult) -> str:
    """Return a plot of the texts by hour of the local day, for all people together."""
    import plotext  # noqa: PLC0415  it takes longer to import than most commands run

    counts = [sum(count for (_, texted), count in result.by_hour.items() if texted == hour) for hour in HOURS]
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    plotext.terminal.limit(width=False, height=False)
    figure.plot_size(*PLOT_SIZE)
    figure.title(f"Texts by hour of day: {result.name}")
    figure.draw(figure.bar(list(HOURS), counts, width=0.6))
    figure.ruler("x").ticks(list(HOURS), [f"{hour:02}" for hour in HOURS])
    tops = [0, max(counts) // 2, max(counts)]
    figure.ruler("y").ticks(tops, list(map(str, tops)))
    return str(plotext.uncolorize(figure.build().string()))


def output_order(
    results: Sequence[RehearsalResult], previews: Sequence[Sequence[PolicyMatches]], price: Decimal
) -> Iterator[Table | str]:
    """Yield all tables and plots in the order in which they are shown."""
    for result, matches in zip(results, previews, strict=True):
        yield preview_table(matches, result.name)
    yield summary_table(results, price)
    for result in results:
        yield overdue_table(result)
        yield people_table(result)
        yield hours_plot(result)
