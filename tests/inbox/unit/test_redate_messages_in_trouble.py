"""Dating anew that is interrupted, too early or fails: what is due does not wait, and it is done in the end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_policy, an_account
from watchdesk.core.account import PolicyId
from watchdesk.core.errors import Defect, TryLater
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.redating_progress import SETTLED
from watchdesk.register.domain.opening_hours import Calendar, CalendarId
from watchdesk.register.domain.policy import TimeLimit

H, M = timedelta(hours=1), timedelta(minutes=1)


def policy(urgent=30 * M, routine=8 * H, **fields):
    limits = (
        TimeLimit(urgency=Urgency.URGENT, first_look=urgent),
        TimeLimit(urgency=Urgency.ROUTINE, first_look=routine),
    )
    return a_policy(**{"limits": limits} | fields)


@pytest.fixture
def desk(desk):
    """Its register's limits are those its messages came under."""
    desk.register.put(policy())
    desk.sweep()
    desk.later(minutes=4)
    desk.sweep()
    assert desk.redating_log.last().is_done
    return desk


def attention_of(desk, key):
    return desk.messages.read([key])[0].attention_at


class Troubled:
    """A store or a register one call to which fails."""

    def __init__(self, sound, call, error):
        self._sound, self._call, self._error = sound, call, error

    def __getattr__(self, name):
        return self._fail if name == self._call else getattr(self._sound, name)

    def _fail(self, *_):
        raise self._error


def test_a_sweep_without_a_change_reads_no_open_message(desk):
    desk.receives()
    desk.messages = Troubled(desk.messages, "open_page", AssertionError("walked"))
    assert desk.sweep().is_complete


class Slow:
    """A stopwatch that shows less than is needed after so many pages."""

    def __init__(self, pages):
        self.pages = pages

    def left(self):
        self.pages -= 1
        return timedelta(seconds=55 if self.pages >= 0 else 29)


def test_a_run_without_time_goes_on_at_the_next_sweep_and_is_done_only_at_the_end(desk):
    desk.messages.page = 10
    keys = [desk.receives(f"{number:02}") for number in range(35)]
    desk.register.put(policy(urgent=H))
    redated = [desk.sweep_overdue.redate(Slow(pages=2)).redated for _ in range(3)]
    assert redated == [20, 15, 0]
    assert {attention_of(desk, key) for key in keys} == {desk.clock.now() + H}
    assert not desk.redating_log.last().is_done


def test_what_a_poll_stores_by_the_old_terms_is_found_by_the_second_pass(desk):
    desk.register.put(policy(urgent=5 * M))
    assert desk.sweep().redated == 0
    desk.later(minutes=1)
    late = desk.receives(limit=30 * M)
    desk.later(seconds=SETTLED.total_seconds() - 60)
    assert desk.sweep().redated == 1
    assert desk.messages.read([late])[0].deadline == desk.clock.now() + 3 * M
    assert desk.redating_log.last().is_done


def test_a_page_that_failed_is_walked_again_and_what_is_due_does_not_wait_for_it(desk):
    due = desk.receives("1", account="malton-mastodon")
    waits = desk.receives("2", limit=H)
    desk.later(minutes=30)
    desk.register.put(policy(urgent=2 * H))
    sound, desk.messages = desk.messages, Troubled(desk.messages, "redate", TryLater("busy"))
    report = desk.sweep()
    assert [type(error) for error in report.errors] == [TryLater]
    assert not report.is_complete
    assert sound.message(due).alert
    desk.messages = sound
    assert desk.sweep().redated == 1
    assert attention_of(desk, waits) == desk.clock.now() + 90 * M


def test_a_calendar_that_cannot_be_reckoned_with_holds_up_its_own_account_only(desk):
    never = Calendar(id=CalendarId("never"), week=((),) * 7)
    broken = TimeLimit(urgency=Urgency.ROUTINE, first_look=H, calendar=never)
    desk.register.put(replace(policy(limits=(broken,)), id=PolicyId("broken")))
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon", policy=PolicyId("broken")))
    desk.register.put(policy(routine=2 * H))
    theirs = desk.receives("1", account="malton-mastodon", urgency=Urgency.ROUTINE, limit=8 * H)
    ours = desk.receives("2", urgency=Urgency.ROUTINE, limit=8 * H)
    report = desk.sweep()
    assert [(type(error), error.__notes__) for error in report.errors] == [(Defect, ["account=malton-mastodon"])]
    assert attention_of(desk, ours) == desk.clock.now() + 2 * H
    assert attention_of(desk, theirs) == desk.clock.now() + 8 * H


def test_a_register_that_cannot_be_read_leaves_the_sweep_going_and_is_reported(desk):
    desk.receives()
    desk.later(minutes=30)
    desk.register = Troubled(desk.register, "accounts", Defect("unreadable"))
    report = desk.sweep()
    assert (len(report.errors), report.handed_over, report.is_complete) == (1, 1, False)
