"""Open hours against a watch of the wall, over every change of the clocks until 2037."""

import os
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.register.unit import calendar_reference as reference
from tests.register.unit.opening_hours import A_DAY, LONDON, OFFICE, H, M, a_calendar, london

CHANGES = reference.clock_changes(LONDON, range(2025, 2038))
EXAMPLES = int(os.environ.get("WATCHDESK_CLOCK_EXAMPLES", "210"))
"""Each is tried over all changes of the clocks: 210 make 5,460 comparisons."""


def at_minute(minute):
    return time(minute // 60, minute % 60)


NIGHT = 2 * reference.DAY
"""The minute in which the night of the change begins, counted from where the wall is first watched."""
times = st.one_of(
    st.sampled_from([time(0), time(1), time(1, 30), time(2), time(6), time(22), time(23, 59)]),
    st.integers(0, 3 * 60).map(at_minute),
    st.integers(0, reference.DAY - 1).map(at_minute),
)
days = st.lists(st.tuples(times, times), max_size=3)
weeks = st.one_of(
    st.lists(days, min_size=7, max_size=7),
    days.map(lambda day: [day] * 7),
    st.sampled_from(
        [
            [[(time(22), time(6))]] * 7,
            [[(time(9), time(12)), (time(13), time(17))]] * 5 + [[], []],
            [A_DAY] * 7,
        ]
    ),
)
offsets = st.sets(st.integers(-3, 9), max_size=4)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(
    week=weeks,
    closed=offsets,
    special=st.dictionaries(st.integers(-3, 9), days, max_size=2),
    since=st.one_of(st.integers(NIGHT - 6 * 60, NIGHT + 6 * 60), st.integers(0, 3 * reference.DAY)),
    duration=st.one_of(st.integers(1, 8 * 60), st.integers(1, 3 * reference.DAY)),
)
def test_every_deadline_is_the_one_found_by_watching_the_wall(week, closed, special, since, duration):
    for change in CHANGES:
        night = change.date()
        start = datetime.combine(night - timedelta(days=2), time(0), UTC)
        not_open = {night + timedelta(days=day) for day in closed}
        other = {night + timedelta(days=day): spans for day, spans in special.items()}
        minutes = reference.open_minutes(week, not_open, other, start, LONDON)
        begin, length = start + since * M, duration * M
        expected = reference.deadline(minutes, start, begin, length)
        if expected is not None:
            assert a_calendar(week, not_open, other).add(begin, length) == expected, change


def test_the_comparison_covers_both_nights_of_every_year_and_mostly_finds_an_answer():
    assert [(each.year, each.month) for each in CHANGES] == [(y, m) for y in range(2025, 2038) for m in (3, 10)]
    start = datetime.combine(CHANGES[0].date() - timedelta(days=2), time(0), UTC)
    minutes = reference.open_minutes(OFFICE, set(), {}, start, LONDON)
    assert reference.deadline(minutes, start, start, 40 * H) == london(2025, 4, 2, 18)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    week=weeks,
    since=st.datetimes(datetime(2025, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001  the strategy adds the zone
    parts=st.tuples(*[st.timedeltas(timedelta(0), timedelta(days=3))] * 2),
)
def test_waiting_twice_is_waiting_once_for_as_long_as_both_and_never_shorter_than_the_clock(week, since, parts):
    calendar = a_calendar([*week[:6], A_DAY])
    first = calendar.add(since, parts[0])
    both = calendar.add(since, sum(parts, timedelta(0)))
    assert calendar.add(first, parts[1]) == both
    assert since + parts[0] <= first <= both


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change:%Y-%m}")
def test_round_the_clock_a_day_is_twenty_four_hours_on_every_night_of_the_year(change):
    calendar = a_calendar([A_DAY] * 7)
    for hours in range(-30, 6):
        assert calendar.add(change + hours * H, 24 * H) == change + hours * H + 24 * H


SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "closes", "since", "minutes", "deadline"),
    [
        (time(0), time(6), SPRING - H, 5 * 60, SPRING + 4 * H),
        (time(1, 30), time(6), SPRING - H, 60, SPRING + H),
        (time(0), time(1, 30), SPRING - H, 60, SPRING),
        (time(0), time(6), AUTUMN - 2 * H, 7 * 60, AUTUMN + 5 * H),
        (time(1, 30), time(6), AUTUMN - 2 * H, 60, AUTUMN + 30 * M),
        (time(0), time(1, 30), AUTUMN - 2 * H, 150, AUTUMN + 30 * M),
    ],
    ids=[
        "a night an hour short",
        "opens at a time that is skipped",
        "closes at a time that is skipped",
        "a night an hour long",
        "opens at a time shown twice",
        "closes at a time shown twice",
    ],
)
def test_on_the_night_of_a_change_elapsed_time_counts(opens, closes, since, minutes, deadline):
    assert a_calendar([((opens, closes),)] * 7).add(since, minutes * M) == deadline
