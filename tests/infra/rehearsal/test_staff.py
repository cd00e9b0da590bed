"""The people of a rehearsal do what the module says they do."""

from datetime import UTC, datetime, time, timedelta
from statistics import median

import pytest

from infra.rehearsal.staff import NEVER, REALISTIC, DeskWork, Staff, always
from watchdesk.core.message import Urgency

MONDAY = datetime(2026, 3, 16, 10, tzinfo=UTC)
NIGHT = datetime(2026, 3, 16, 23, tzinfo=UTC)
MORNING = datetime(2026, 3, 17, 7, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 3, 28, 23, tzinfo=UTC)
SUMMER_MORNING = datetime(2026, 3, 29, 6, tzinfo=UTC)
"""Seven o'clock after the clocks have gone forward."""


def staff(answering=NEVER, seed=1, **desk):
    return Staff(answering, DeskWork(**{"escapes": 0.0} | desk), seed)


def test_nobody_answers_if_never_is_meant():
    assert {staff(NEVER).answers_after() for _ in range(50)} == {None}


def test_everybody_answers_at_the_same_time_if_always_is_meant():
    team = staff(always(timedelta(minutes=5)))
    assert {team.answers_after() for _ in range(50)} == {timedelta(minutes=5)}


def test_realistic_people_answer_seven_in_ten_after_some_four_minutes():
    team = staff(REALISTIC)
    answers = [team.answers_after() for _ in range(2_000)]
    given = [after for after in answers if after is not None]
    assert 0.65 < len(given) / len(answers) < 0.75
    assert timedelta(minutes=3.5) < median(given) < timedelta(minutes=4.5)


@pytest.mark.parametrize("urgency", Urgency)
def test_by_day_a_desk_deals_with_a_message_in_the_time_of_its_urgency(urgency):
    took = [staff(seed=seed).handles_at(urgency, MONDAY) - MONDAY for seed in range(200)]
    assert 0.8 < median(took) / DeskWork().medians[urgency] < 1.25


@pytest.mark.parametrize(("seen_at", "opens_at"), [(NIGHT, MORNING), (SUMMER_NIGHT, SUMMER_MORNING)])
def test_what_comes_by_night_waits_for_the_morning_of_the_clock_on_the_wall(seen_at, opens_at):
    handled_at = staff(sigma=0.0).handles_at(Urgency.URGENT, seen_at)
    assert handled_at == opens_at + DeskWork().medians[Urgency.URGENT]


def test_what_would_be_dealt_with_after_closing_time_is_dealt_with_in_the_morning():
    late = MONDAY.replace(hour=21, minute=50)
    assert staff(sigma=0.0).handles_at(Urgency.ROUTINE, late) == MORNING


def test_a_desk_takes_up_no_more_than_it_can_and_urgent_messages_at_once():
    team = staff(sigma=0.0, per_hour=60)
    routine = [team.handles_at(Urgency.ROUTINE, MONDAY) - MONDAY for _ in range(3)]
    usual = DeskWork().medians[Urgency.ROUTINE]
    assert routine == [usual, usual + timedelta(minutes=1), usual + timedelta(minutes=2)]
    assert team.handles_at(Urgency.URGENT, MONDAY) - MONDAY == DeskWork().medians[Urgency.URGENT]


def test_some_messages_are_never_noticed():
    team = staff(escapes=0.5)
    noticed = [team.handles_at(Urgency.URGENT, MONDAY) for _ in range(1_000)]
    assert 430 < noticed.count(None) < 570


def test_a_team_decides_alike_whatever_the_urgency_so_that_policies_meet_the_same_people():
    routine, urgent = staff(escapes=0.3), staff(escapes=0.3)
    unnoticed = [
        (routine.handles_at(Urgency.ROUTINE, MONDAY) is None, urgent.handles_at(Urgency.URGENT, MONDAY) is None)
        for _ in range(200)
    ]
    assert all(one == other for one, other in unnoticed)


def test_a_desk_may_be_open_round_the_clock():
    always_open = staff(sigma=0.0, opens=time(0), closes=time.max)
    assert always_open.handles_at(Urgency.URGENT, NIGHT) - NIGHT == DeskWork().medians[Urgency.URGENT]
