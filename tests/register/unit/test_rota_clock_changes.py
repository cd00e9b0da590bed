"""Between one shift and the next there is no minute without anybody and none with both, whatever the clocks do.

The reference knows nothing of instants: it walks minute by minute beside a clock on the wall that, when the clocks
go back, stands still until the time has caught up with it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.register.domain.rota import Rota, RotaId
from watchdesk.register.domain.shifts import Rotation, ShiftRule, Weekday

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def clock_changes() -> Iterator[datetime]:
    hour = datetime(2025, 1, 1, tzinfo=UTC)
    while hour.year <= 2037:
        if hour.astimezone(LONDON).utcoffset() != (hour - HOUR).astimezone(LONDON).utcoffset():
            yield hour
        hour += HOUR


CHANGES = tuple(clock_changes())
NEAR = [time(hour, minute) for hour in (0, 1, 2) for minute in (0, 1, 29, 30, 59)]
TIMES = st.one_of(st.sampled_from(NEAR), st.times().map(lambda at: at.replace(second=0, microsecond=0)))


def walk(around: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Each minute of the night, with what the clock that never goes back shows."""
    shown = datetime.min  # noqa: DTZ901  what a wall shows has no zone
    for number in range(-90, 120):
        minute = around + number * MINUTE
        shown = max(shown, minute.astimezone(LONDON).replace(tzinfo=None, fold=0))
        yield minute, shown


def expected(shifts: Sequence[ShiftRule], shown: datetime) -> list[str]:
    found = []
    for shift in shifts:
        for day in (shown.date() - DAY, shown.date()):
            ends = day if shift.end > shift.start else day + DAY
            if tuple(Weekday)[day.weekday()] not in shift.weekdays:
                continue
            if datetime.combine(day, shift.start) <= shown < datetime.combine(ends, shift.end):
                found += shift.people
    return found


def day_parted_at(times: Sequence[time]) -> tuple[ShiftRule, ...]:
    """Shifts that hand over to each other at these times, round the clock."""
    ordered = sorted(set(times))
    handovers = pairwise([*ordered, ordered[0]])
    return tuple(ShiftRule(start=start, end=end, people=(f"p{n}",)) for n, (start, end) in enumerate(handovers))


def test_the_clocks_change_twice_in_each_of_these_years():
    assert len(CHANGES) == 26


@pytest.mark.parametrize("change", CHANGES, ids=lambda at: f"{at:%Y-%m-%d}")
def test_shifts_that_hand_over_in_the_night_neither_gap_nor_double(change):
    shifts = day_parted_at([time(0, 30), time(1), time(1, 30), time(2), time(2, 15)])
    rota = Rota(id=RotaId("desk"), shifts=shifts)
    for minute, shown in walk(change):
        assert list(rota.on_duty(minute)) == expected(shifts, shown), minute
    assert rota.uncovered(change - DAY, change + DAY) == []


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CHANGES), st.lists(TIMES, min_size=1, max_size=6))
def test_any_handovers_leave_exactly_one_on_duty_at_every_minute(change, times):
    shifts = day_parted_at(times)
    rota = Rota(id=RotaId("desk"), shifts=shifts)
    for minute, shown in walk(change):
        assert list(rota.on_duty(minute)) == expected(shifts, shown), minute
        assert len(rota.on_duty(minute)) == 1, minute


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(CHANGES),
    st.lists(st.tuples(TIMES, TIMES, st.sets(st.sampled_from(Weekday), min_size=1)), min_size=1, max_size=3),
)
def test_any_shifts_cover_what_the_clock_on_the_wall_says(change, drawn):
    shifts = [
        ShiftRule(start=start, end=end, weekdays=frozenset(days), people=(f"p{n}",))
        for n, (start, end, days) in enumerate(drawn)
    ]
    rota = Rota(id=RotaId("desk"), shifts=tuple(shifts))
    uncovered = rota.uncovered(change - 2 * HOUR, change + 2 * HOUR)
    for minute, shown in walk(change):
        who = list(dict.fromkeys(expected(shifts, shown)))
        assert list(rota.on_duty(minute)) == who, minute
        assert any(each.start <= minute < each.end for each in uncovered) is not bool(who), minute


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CHANGES), TIMES, st.sampled_from([1, 7]), st.integers(1, 4), st.integers(-400, 400))
def test_a_rotation_always_has_exactly_one_team_and_hands_over_when_the_wall_says(change, at, every, teams, since):
    begins = change.date() - since * DAY
    rotation = Rotation(teams=tuple((f"p{n}",) for n in range(teams)), begins=begins, every=every, at=at)
    rota = Rota(id=RotaId("desk"), rotations=(rotation,))
    for minute, shown in walk(change):
        handovers = (shown - datetime.combine(begins, at)) // (every * DAY)
        assert rota.on_duty(minute) == (f"p{handovers % teams}",), minute


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CHANGES), st.lists(TIMES, min_size=2, max_size=5, unique=True))
def test_the_next_change_is_the_first_minute_at_which_others_are_on_duty(change, times):
    rota = Rota(id=RotaId("desk"), shifts=day_parted_at(times))
    minutes = [minute for minute, _ in walk(change)]
    foreseen = rota.next_change(minutes[0])
    first = next((each for each in minutes if rota.on_duty(each) != rota.on_duty(minutes[0])), None)
    assert foreseen == first or (first is None and foreseen > minutes[-1])
