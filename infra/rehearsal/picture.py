"""A rehearsal as one image: a column for each register or policy, on the same scales."""

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
COLUMN, HEIGHT = 7.5, 11.0
"""Inches."""
ACCOUNTS, DATES = 15, 8
"""How many fit."""
HOURS = range(24)
Colours = Mapping[PersonId, str]
ByPerson = Mapping[PersonId, Sequence[int]]


def draw_results(found: Sequence[RehearsalResult], path: Path, title: str) -> None:
    """Write the image; its name's ending says whether as PNG or SVG. Raises OSError if it cannot be written."""
    figure = Figure(figsize=(COLUMN * len(found), HEIGHT), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=13, fontweight="bold")
    rows = figure.subplots(3, len(found), sharey="row", squeeze=False)
    people = sorted({text.person for each in found for text in each.texts})
    colours = dict(zip(people, cycle(PALETTE), strict=False))
    accounts, days = _worst(found), _days_of(found)
    for column, each in enumerate(found):
        _days(rows[0][column], each, colours, days)
        _hours(rows[1][column], each, colours)
        _overdue(rows[2][column], each, accounts)
    right = max(axes.get_xlim()[1] for axes in rows[2])
    for axes in rows[2]:
        axes.set_xlim(0, right)
    if people:
        # Below everything: over the bars it would hide the very days that matter.
        entries = [Patch(color=colours[person], label=person) for person in people]
        figure.legend(handles=entries, loc="outside lower center", ncols=4 * len(found), fontsize=9, frameon=False)
    figure.savefig(path, dpi=120)


def _days(axes: Axes, found: RehearsalResult, colours: Colours, calendar: Sequence[date]) -> None:
    by_person = {person: [found.by_day[person, day] for day in calendar] for person in colours}
    _stack(axes, range(len(calendar)), by_person, colours, f"{found.name}\ntexts by day")
    every = range(0, len(calendar), 1 + len(calendar) // DATES)
    axes.set_xticks(every, [f"{calendar[place]:%-d %b}" for place in every])


def _hours(axes: Axes, found: RehearsalResult, colours: Colours) -> None:
    by_person = {person: [found.by_hour[person, hour] for hour in HOURS] for person in colours}
    _stack(axes, HOURS, by_person, colours, "texts by hour of the local day")
    axes.set_xticks(HOURS, [f"{hour:02}" for hour in HOURS], fontsize=8)


def _overdue(axes: Axes, found: RehearsalResult, accounts: Sequence[AccountId]) -> None:
    left = [0] * len(accounts)
    for urgency, colour in URGENCIES.items():
        counts = [found.overdue[account, urgency] for account in accounts]
        axes.barh(accounts, counts, left=left, color=colour, label=urgency.value)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    overdue, messages = found.overdue.total(), found.messages.total()
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


def _days_of(found: Sequence[RehearsalResult]) -> list[date]:
    """From the first on which anybody was texted to the last."""
    days = {day for each in found for _, day in each.by_day}
    return [min(days) + timedelta(days=n) for n in range((max(days) - min(days)).days + 1)] if days else []


def _worst(found: Sequence[RehearsalResult]) -> list[AccountId]:
    """Those with the most overdue messages, the worst on top."""
    overdue = Counter[AccountId]()
    for each in found:
        for (account, _), count in each.overdue.items():
            overdue[account] += count
    return [account for account, _ in reversed(overdue.most_common(ACCOUNTS))]
