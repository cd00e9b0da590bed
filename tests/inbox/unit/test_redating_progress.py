"""When the open messages are walked, and when that is enough."""

from dataclasses import replace
from datetime import timedelta

from tests.fakes import NOON
from watchdesk.inbox.domain.redating_progress import SETTLED, started_redating

M = timedelta(minutes=1)


def test_a_pass_goes_on_where_the_last_run_left_it():
    under_way = started_redating("a", NOON).after("page 7")
    assert under_way.step("a", NOON + M) == under_way
    assert under_way.position == "page 7"


def test_a_first_pass_is_not_enough_because_a_poll_may_still_go_by_the_old_terms():
    first = started_redating("a", NOON).after(None)
    assert not first.is_done
    assert first.step("a", NOON + SETTLED - M) is None
    second = first.step("a", NOON + SETTLED)
    assert (second.begun_at, second.position) == (NOON + SETTLED, "")
    assert second.after(None).is_done


def test_a_first_pass_that_took_longer_than_that_is_followed_by_another_at_once():
    slow = started_redating("a", NOON).after("page 2").after(None)
    assert slow.step("a", NOON + 2 * SETTLED).begun_at == NOON + 2 * SETTLED


def test_once_it_is_done_nothing_is_walked_until_the_terms_change():
    done = replace(started_redating("a", NOON), is_done=True, begun_at=None)
    assert done.step("a", NOON + timedelta(days=99)) is None
    assert done.step("b", NOON + timedelta(days=99)) == started_redating("b", NOON + timedelta(days=99))


def test_terms_that_change_in_the_middle_of_a_pass_begin_a_new_one():
    assert started_redating("a", NOON).after("page 7").step("b", NOON + M) == started_redating("b", NOON + M)
