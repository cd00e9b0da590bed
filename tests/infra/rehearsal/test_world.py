"""What stands round the use cases in a rehearsal."""

import pytest

from infra.rehearsal.picture import draw_results
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.tables import hours_plot
from infra.rehearsal.world import CountedIds, SimulatedClock, part_count
from tests.fakes import NOON


@pytest.mark.parametrize(("length", "charged"), [(0, 1), (160, 1), (161, 2), (306, 2), (307, 3)], ids=str)
def test_a_carrier_charges_for_parts_that_each_say_which_they_are(length, charged):
    assert part_count("x" * length) == charged
    assert part_count("€" * (length // 2)) == part_count("x" * (length // 2 * 2))


def test_the_clock_never_goes_back():
    clock = SimulatedClock(NOON)
    clock.leap(NOON.replace(hour=11))
    assert clock.now() == NOON


def test_ids_are_the_same_in_every_rehearsal_and_never_given_twice():
    one, two = CountedIds(7), CountedIds(7)
    given = [one.alert() for _ in range(50)]
    assert given == [two.alert() for _ in range(50)]
    assert len(set(given)) == 50
    assert [one.code() for _ in range(5)] == [two.code() for _ in range(5)]


def test_a_month_without_a_text_can_be_shown_and_drawn(tmp_path):
    nothing = RehearsalResult(name="nothing")
    draw_results([nothing, nothing], tmp_path / "out.png", "Rehearsal")
    assert (tmp_path / "out.png").stat().st_size > 10_000
    assert "23" in hours_plot(nothing)
