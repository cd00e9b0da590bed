"""One line of the table that `make bench` writes, and the page around it."""

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

MET, MISSED = "met", "**missed**"
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
INTRODUCTION = """# Performance

Written by `make bench` on {date}, in one run of {minutes:.0f} minutes; do not edit. {cores} cores ({machine}), \
Python {python}, {others}.

Times depend on the machine, so they are given as ratios to something measured beside them, in turns, in the same
run: the median of the rounds' own ratios. Counts of items, capacity and calls do not depend on it. The bar is what
this project holds itself to.
"""
HEADING = """
## {title}

{explanation}

| What | Watchdesk | Against | Ratio | Bar | |
| --- | ---: | ---: | ---: | ---: | --- |
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value, in `unit`, beside what it is measured against."""

    what: str
    ours: float
    unit: str
    against: float | None = None
    paired: float | None = None
    """The median of the ratios within each round, where rounds were measured in pairs."""
    at_most: float | None = None
    """The bar for the ratio, or for `ours` where there is nothing to compare with."""
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        if self.against is None:
            return None
        return self.ours / self.against if self.paired is None else self.paired

    @property
    def result(self) -> str:
        value = self.ours if self.ratio is None else self.ratio
        if self.at_most is None and self.at_least is None:
            return ""
        missed = (self.at_most is not None and value > self.at_most) or (
            self.at_least is not None and value < self.at_least
        )
        return MISSED if missed else MET

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        against = "" if self.against is None else f"{_number(self.against)} {self.unit}"
        bar = "" if self.at_most is None else f"≤ {self.at_most:g}"
        bar = bar if self.at_least is None else f"≥ {self.at_least:g}"
        return f"| {self.what} | {_number(self.ours)} {self.unit} | {against} | {ratio} | {bar} | {self.result} |"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """What one measurement found, and how to read it."""

    title: str
    explanation: str
    figures: Sequence[Figure]

    def __str__(self) -> str:
        heading = HEADING.format(title=self.title, explanation=self.explanation)
        return heading + "\n".join(map(str, self.figures)) + "\n"


def compared(what: str, unit: str, ours: Sequence[float], against: Sequence[float], **bar: float | None) -> Figure:
    """Medians of rounds in which both were measured, one after the other."""
    paired = median([mine / theirs for mine, theirs in zip(ours, against, strict=True)])
    return Figure(what=what, unit=unit, ours=median(ours), against=median(against), paired=paired, **bar)


def median(values: Sequence[float]) -> float:
    return float(statistics.median(values))


def write_page(sections: Sequence[ReportSection], minutes: float, others: Sequence[str]) -> None:
    introduction = INTRODUCTION.format(
        date=datetime.now(UTC).strftime("%-d %B %Y"),
        minutes=minutes,
        cores=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        others=", ".join(others),
    )
    PAGE.write_text(introduction + "".join(map(str, sections)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
