"""The right people are on duty at every hour, and it is known ahead when nobody is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from watchdesk.register.domain.rota import Interval, Rota, RotaId, Swap
from watchdesk.register.domain.shifts import Rotation, Shift, ShiftRule, Weekday

WEEKDAYS = frozenset(set(Weekday) - {Weekday.SAT, Weekday.SUN})
MONDAY = date(2026, 1, 5)
"""In winter, so that local time is UTC."""


def at(text: str, day: int = 0) -> datetime:
    """A time of day in the week of MONDAY, or later."""
    return datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(text), UTC)


def a_shift(start: str, end: str, *people: str, **fields) -> ShiftRule:
    return ShiftRule(start=time.fromisoformat(start), end=time.fromisoformat(end), people=people, **fields)


def rota(*shifts: ShiftRule, **fields) -> Rota:
    return Rota(id=RotaId("desk"), shifts=shifts, anchor=MONDAY, **fields)


EARLY, LATE, NIGHT = (
    a_shift("07:00", "15:00", "ann"),
    a_shift("15:00", "23:00", "bob"),
    a_shift("23:00", "07:00", "cid"),
)
THREE_SHIFTS = rota(EARLY, LATE, NIGHT)


def test_people_without_shifts_are_on_duty_round_the_clock_each_once():
    always = Rota(id=RotaId("desk"), people=("ann", "bob", "ann"))
    assert always.on_duty(at("03:00")) == ("ann", "bob")
    assert always.next_change(at("03:00")) is None
    assert always.uncovered(at("00:00"), at("00:00", 84)) == []


@pytest.mark.parametrize(
    ("when", "who"),
    [("06:59", "cid"), ("07:00", "ann"), ("14:59", "ann"), ("15:00", "bob"), ("22:59", "bob"), ("23:00", "cid")],
)
def test_a_shift_begins_on_the_minute_and_ends_before_the_next(when, who):
    assert THREE_SHIFTS.on_duty(at(when)) == (who,)


def test_the_night_belongs_to_the_day_on_which_it_begins():
    friday = rota(a_shift("22:00", "06:00", "ann", weekdays=frozenset({Weekday.FRI})))
    assert friday.on_duty(at("05:59", 5)) == ("ann",)
    assert friday.on_duty(at("06:00", 5)) == ()
    assert friday.on_duty(at("05:59", 4)) == ()


def test_a_shift_that_ends_when_it_begins_lasts_a_day():
    day = rota(a_shift("08:00", "08:00", "ann", weekdays=frozenset({Weekday.MON})))
    assert day.uncovered(at("00:00"), at("00:00", 3)) == [
        Interval(at("00:00"), at("08:00")),
        Interval(at("08:00", 1), at("00:00", 3)),
    ]


def test_weeks_of_the_cycle_take_turns_from_the_anchor_on_and_before_it():
    turns = rota(
        a_shift("00:00", "00:00", "ann", weeks=frozenset({1})),
        a_shift("00:00", "00:00", "bob", weeks=frozenset({2, 3})),
        cycle=3,
    )
    people = [turns.on_duty(at("12:00", 7 * week))[0] for week in range(-3, 6)]
    assert people == ["ann", "bob", "bob"] * 3


def test_everybody_who_is_on_duty_is_told_those_round_the_clock_first():
    both = rota(EARLY, a_shift("09:00", "17:00", "dee", "ann"), people=("eve",))
    assert both.on_duty(at("10:00")) == ("eve", "ann", "dee")


@pytest.mark.parametrize(
    ("when", "day", "who"),
    [("08:59", 0, "cid"), ("09:00", 0, "ann"), ("08:59", 7, "ann"), ("09:00", 7, "bob"), ("09:00", -7, "cid")],
)
def test_teams_hand_over_once_a_week(when, day, who):
    weekly = Rotation(teams=(("ann",), ("bob",), ("cid",)), begins=MONDAY, every=7, at=time(9))
    assert rota(rotations=(weekly,)).on_duty(at(when, day)) == (who,)


def test_teams_hand_over_every_day_and_go_together():
    daily = Rotation(teams=(("ann", "bob"), ("cid",)), begins=MONDAY, every=1, at=time(9))
    teams = rota(rotations=(daily,))
    assert [teams.on_duty(at("12:00", day)) for day in range(3)] == [("ann", "bob"), ("cid",), ("ann", "bob")]
    assert teams.uncovered(at("00:00"), at("00:00", 30)) == []


def test_an_override_replaces_everybody_from_its_start_until_before_its_end():
    covered = rota(EARLY, people=("eve",), overrides=(Shift(at("08:00"), at("09:00"), ("dee", "dee")),))
    assert covered.on_duty(at("07:59")) == ("eve", "ann")
    assert covered.on_duty(at("08:00")) == ("dee",)
    assert covered.on_duty(at("09:00")) == ("eve", "ann")


def test_of_two_overrides_the_later_written_counts():
    twice = rota(overrides=(Shift(at("08:00"), at("10:00"), ("ann",)), Shift(at("09:00"), at("10:00"), ("bob",))))
    assert (twice.on_duty(at("08:00")), twice.on_duty(at("09:00"))) == (("ann",), ("bob",))


def test_whoever_swaps_goes_only_where_the_other_would_have_been():
    swapped = rota(
        EARLY, LATE, swaps=(Swap(start=at("00:00"), end=at("00:00", 1), instead_of="ann", person="dee"),)
    )
    assert swapped.on_duty(at("08:00")) == ("dee",)
    assert swapped.on_duty(at("16:00")) == ("bob",)
    assert swapped.on_duty(at("08:00", 1)) == ("ann",)


def test_two_who_swap_with_each_other_both_stay_on_duty():
    day = {"start": at("00:00"), "end": at("00:00", 1)}
    there, back = Swap(**day, instead_of="ann", person="bob"), Swap(**day, instead_of="bob", person="ann")
    both = rota(EARLY, LATE, swaps=(there, back))
    assert (both.on_duty(at("08:00")), both.on_duty(at("16:00"))) == (("bob",), ("ann",))


def test_duties_from_a_calendar_count_beside_the_shifts():
    imported = rota(EARLY, duties=(Shift(at("14:00"), at("16:00"), ("dee",)),))
    assert [imported.on_duty(at(when)) for when in ("13:59", "14:00", "15:00", "16:00")] == [
        ("ann",),
        ("ann", "dee"),
        ("dee",),
        (),
    ]


def test_the_next_change_is_the_next_time_that_others_are_on_duty():
    assert THREE_SHIFTS.next_change(at("07:00")) == at("15:00")
    twice_ann = rota(EARLY, a_shift("15:00", "18:00", "ann"), a_shift("18:00", "07:00", "bob"))
    assert twice_ann.next_change(at("07:00")) == at("18:00")


def test_a_change_half_a_year_ahead_is_seen():
    far = rota(people=("ann",), overrides=(Shift(at("08:00", 180), at("09:00", 180), ("bob",)),))
    assert far.next_change(at("00:00")) == at("08:00", 180)
    assert far.next_change(at("08:30", 180)) == at("09:00", 180)


def test_what_nobody_covers_is_found_to_the_minute_and_not_cut_in_pieces():
    office = rota(a_shift("09:00", "12:00", "ann", weekdays=WEEKDAYS), a_shift("12:00", "17:00", "bob"))
    assert office.uncovered(at("08:00", 4), at("08:00", 7)) == [
        Interval(at("08:00", 4), at("09:00", 4)),
        Interval(at("17:00", 4), at("12:00", 5)),
        Interval(at("17:00", 5), at("12:00", 6)),
        Interval(at("17:00", 6), at("08:00", 7)),
    ]
    assert sum(each.minutes for each in office.uncovered(at("08:00", 4), at("08:00", 7))) == 60 * (
        1 + 19 + 19 + 15
    )


def test_the_roster_names_everybody_in_turn_and_joins_what_goes_on():
    day = rota(EARLY, a_shift("15:00", "18:00", "ann"), a_shift("18:00", "22:00", "bob"))
    assert day.roster(at("08:00"), at("08:00", 1)) == [
        Shift(at("08:00"), at("18:00"), ("ann",)),
        Shift(at("18:00"), at("22:00"), ("bob",)),
        Shift(at("22:00"), at("07:00", 1), ()),
        Shift(at("07:00", 1), at("08:00", 1), ("ann",)),
    ]


def test_a_rota_of_nothing_is_uncovered_all_the_time():
    assert rota().uncovered(at("00:00"), at("00:00", 1)) == [Interval(at("00:00"), at("00:00", 1))]
    assert rota().uncovered(at("00:00"), at("00:00")) == []


def test_a_part_of_a_minute_counts_as_one():
    assert Interval(at("00:00"), at("00:00") + timedelta(seconds=1)).minutes == 1


def test_everyone_who_may_ever_be_on_duty_is_known():
    full = rota(
        EARLY,
        people=("eve",),
        rotations=(Rotation(teams=(("bob",), ("cid",)), begins=MONDAY, every=7, at=time(9)),),
        duties=(Shift(at("14:00"), at("16:00"), ("dee",)),),
        overrides=(Shift(at("14:00"), at("16:00"), ("fay",)),),
        swaps=(Swap(start=at("00:00"), end=at("01:00"), instead_of="ann", person="gus"),),
    )
    assert set(full.everyone) == {"ann", "bob", "cid", "dee", "eve", "fay", "gus"}


def test_people_whom_no_text_reaches_are_as_good_as_nobody_and_not_the_same_as_nobody():
    office = rota(EARLY, LATE)
    assert office.out_of_reach(at("00:00"), at("00:00", 1), {"bob"}) == [Interval(at("07:00"), at("15:00"))]
    assert office.uncovered(at("00:00"), at("00:00", 1)) == [
        Interval(at("00:00"), at("07:00")),
        Interval(at("23:00"), at("00:00", 1)),
    ]


def test_one_who_can_be_reached_is_enough_at_every_instant():
    shared = rota(a_shift("08:00", "16:00", "ann"), a_shift("12:00", "20:00", "bob"))
    assert shared.out_of_reach(at("00:00"), at("00:00", 1), {"bob"}) == [Interval(at("08:00"), at("12:00"))]
    assert shared.out_of_reach(at("00:00"), at("00:00", 1), {"ann", "bob"}) == []


def test_turns_out_of_reach_that_follow_on_each_other_are_one_stretch():
    assert THREE_SHIFTS.out_of_reach(at("00:00"), at("00:00", 2), {"cid"}) == [
        Interval(at("07:00"), at("23:00")),
        Interval(at("07:00", 1), at("23:00", 1)),
    ]
    assert THREE_SHIFTS.out_of_reach(at("00:00"), at("00:00", 2), ()) == [Interval(at("00:00"), at("00:00", 2))]
