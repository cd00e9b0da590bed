"""The parts of a rota read on one line as people say them, in local time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from infra.cli.register.plan.plan import plan
from infra.cli.register.plan.rota_text import rota_part_text
from infra.cli.register.plan.show import plan_lines
from tests.builders import a_rota
from watchdesk.register.domain.rota import Swap
from watchdesk.register.domain.shifts import Rotation, Shift, ShiftRule, Weekday

JULY = {"start": datetime(2026, 7, 1, 9, tzinfo=UTC), "end": datetime(2026, 7, 1, 21, tzinfo=UTC)}


def a_shift(**fields):
    return ShiftRule(**{"start": time(7), "end": time(15), "people": ("ann", "bob")} | fields)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (a_shift(), "every day 07:00-15:00: ann, bob"),
        (a_shift(weekdays=frozenset(set(Weekday) - {Weekday.SAT, Weekday.SUN})), "mon-fri 07:00-15:00: ann, bob"),
        (a_shift(weekdays=frozenset({Weekday.SUN, Weekday.SAT})), "sat, sun 07:00-15:00: ann, bob"),
        (
            a_shift(weekdays=frozenset({Weekday.MON, Weekday.WED, Weekday.FRI})),
            "mon, wed, fri 07:00-15:00: ann, bob",
        ),
        (a_shift(weeks=frozenset({3, 1})), "every day 07:00-15:00 in week 1, 3: ann, bob"),
        (
            Rotation(teams=(("ann",), ("bob", "cid")), begins=date(2026, 1, 5), every=7, at=time(9)),
            "weekly from 2026-01-05 09:00: ann, then bob and cid",
        ),
        (
            Rotation(teams=(("ann",),), begins=date(2026, 1, 5), every=1, at=time(9)),
            "daily from 2026-01-05 09:00: ann",
        ),
        (Shift(**JULY, people=("ann",)), "2026-07-01 10:00 to 2026-07-01 22:00: ann"),
        (Swap(**JULY, instead_of="ann", person="bob"), "2026-07-01 10:00 to 2026-07-01 22:00: bob for ann"),
        ("anything else", None),
    ],
)
def test_a_part_of_a_rota_is_one_line(part, said):
    assert rota_part_text(part) == said


def test_half_a_year_of_duties_does_not_flood_a_plan():
    day = Shift(**JULY, people=("ann",))
    many = replace(a_rota(), duties=tuple(replace(day, people=(f"p{n}",)) for n in range(100)))
    (line,) = [line for line in plan_lines(plan((many,), (a_rota(),), ())) if "duties" in line]
    assert line.endswith(": p11, and 88 more")
    (line,) = [line for line in plan_lines(plan((a_rota(),), (many,), ())) if "duties" in line]
    assert line.endswith("and 88 more -> nothing")
