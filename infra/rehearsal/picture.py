"""The results as one image, with a column for each register or policy on the same scales."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from infra.rehearsal.result import RehearsalResult
from watchdesk.core.account import AccountId
from watchdesk.core.message import Urgency
from watchdesk.register.domain.person import PersonId

URGENCIES = {Urgency.URGENT: "#b3261e", Urgency.PRIORITY: "#e08700", Urgency.ROUTINE: "#5b7083"}
PALETTE = (
    "#264653",
    "#2a9d8f",
    "#e9c46a",
    "#f4a261",
    "#e76f51",
    "#8d5a97",
    "#6a994e",
    "#457b9d",
    "#9a8c98",
    "#bc4749",
)
COLUMN_WIDTH, HEIGHT = 7.5, 11.0
"""The size in inches."""
MAX_ACCOUNTS, MAX_DATES = 15, 8
"""So many labels fit on an axis."""
HOURS = range(24)
Colours = Mapping[PersonId, str]
ByPerson = Mapping[PersonId, Sequence[int]]


def draw_results(results: Sequence[RehearsalResult], path: Path, title: str) -> None:
    """Write the image as PNG or SVG, as its file name ends. Raises OSError if it cannot be written."""
    figure = Figure(figsize=(COLUMN_WIDTH * len(results), HEIGHT), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=13, fontweight="bold")
    rows = figure.subplots(3, len(results), sharey="row", squeeze=False)
    people = sorted({text.person for result in results for text in result.texts})
    colours = dict(zip(people, cycle(PALETTE), strict=False))
    accounts, days = _worst_accounts(results), _days_of(results)
    for column, result in enumerate(results):
        _days(rows[0][column], result, colours, days)
        _hours(rows[1][column], result, colours)
        _overdue(rows[2][column], result, accounts)
    right = max(axes.get_xlim()[1] for axes in rows[2])
    for axes in rows[2]:
        axes.set_xlim(0, right)
    if people:
        # The legend stands below the charts, because over the bars it would hide the busiest days.
        entries = [Patch(color=colours[person], label=person) for person in people]
        figure.legend(
            handles=entries, loc="outside lower center", ncols=4 * len(results), fontsize=9, frameon=False
        )
    figure.savefig(path, dpi=120)


def _days(axes: Axes, result: RehearsalResult, colours: Colours, calendar: Sequence[date]) -> None:
    by_person = {person: [result.by_day[person, day] for day in calendar] for person in colours}
    _stack(axes, range(len(calendar)), by_person, colours, f"{result.name}\ntexts by day")
    every = range(0, len(calendar), 1 + len(calendar) // MAX_DATES)
    axes.set_xticks(every, [f"{calendar[place]:%-d %b}" for place in every])


def _hours(axes: Axes, result: RehearsalResult, colours: Colours) -> None:
    by_person = {person: [result.by_hour[person, hour] for hour in HOURS] for person in colours}
    _stack(axes, HOURS, by_person, colours, "texts by hour of the local day")
    axes.set_xticks(HOURS, [f"{hour:02}" for hour in HOURS], fontsize=8)


def _overdue(axes: Axes, result: RehearsalResult, accounts: Sequence[AccountId]) -> None:
    left = [0] * len(accounts)
    for urgency, colour in URGENCIES.items():
        counts = [result.overdue[account, urgency] for account in accounts]
        axes.barh(accounts, counts, left=left, color=colour, label=urgency.value)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    overdue, messages = result.overdue.total(), result.messages.total()
    axes.set_title(f"{overdue:,} of {messages:,} messages overdue, by account", fontsize=10)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(fontsize=8, loc="lower right", frameon=False)
    _plain(axes, "x")


def _stack(axes: Axes, at: Sequence[float], by_name: ByPerson, colours: Colours, title: str) -> None:
    bottom = [0] * len(at)
    for name, counts in by_name.items():
        axes.bar(at, counts, bottom=bottom, color=colours[name], width=0.85, label=name)
        bottom = [before + count for before, count in zip(bottom, counts, strict=True)]
    axes.set_title(title, fontsize=10)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    _plain(axes, "y")


def _plain(axes: Axes, counts: Literal["x", "y"]) -> None:
    axes.grid(axis=counts, color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)


def _days_of(results: Sequence[RehearsalResult]) -> list[date]:
    """Return the days from the first text to the last."""
    days = {day for result in results for _, day in result.by_day}
    return [min(days) + timedelta(days=n) for n in range((max(days) - min(days)).days + 1)] if days else []


def _worst_accounts(results: Sequence[RehearsalResult]) -> list[AccountId]:
    """Return the accounts with the most overdue messages, the worst last, which is on top."""
    overdue = Counter[AccountId]()
    for result in results:
        for (account, _), count in result.overdue.items():
            overdue[account] += count
    return [account for account, _ in reversed(overdue.most_common(MAX_ACCOUNTS))]
