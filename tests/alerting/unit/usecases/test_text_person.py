"""Lease, send, settle: what happens when a text does not simply arrive."""

import pytest

from tests.builders import DUTY, a_person, a_rota
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState
from watchdesk.core.errors import NeedsAPerson, Refused, TryLater, Unconfirmed

HALF_AN_HOUR = 30
WAIT = 15


def text_states(desk):
    return [(text.person, text.step, text.state) for text in desk.alerts.notifications(desk.alert.id)]


@pytest.mark.parametrize("error", [TryLater("throttled"), NeedsAPerson("not allowed")])
def test_a_text_that_surely_did_not_leave_is_tried_again_at_the_next_tick(desk, error):
    desk.receives()
    desk.phones.trouble(error)
    desk.tick(HALF_AN_HOUR)
    desk.expects_silence()
    assert text_states(desk) == [("sergeant", 0, TextState.PENDING)]
    desk.tick()
    desk.expects_text("sergeant")
    assert desk.phones.attempts == 2


def test_a_text_whose_answer_was_lost_is_tried_again_with_the_same_link(desk):
    desk.receives()
    desk.phones.trouble(Unconfirmed("lost"), arrives=True)
    desk.tick(HALF_AN_HOUR)
    first = desk.expects_text("sergeant")
    desk.tick()
    second = desk.expects_text("sergeant")
    assert first.token == second.token
    desk.tick(WAIT - 1)
    assert desk.kinds() == [EventKind.OPENED, EventKind.UNCONFIRMED, EventKind.TEXTED]


def test_after_three_tries_without_an_answer_the_alert_climbs_at_once(desk):
    desk.receives()
    desk.phones.trouble(*[Unconfirmed("lost")] * MAX_TRIES)
    desk.tick(HALF_AN_HOUR + MAX_TRIES - 2)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")
    assert text_states(desk)[0] == ("sergeant", 0, TextState.UNKNOWN)


def test_a_refused_number_climbs_at_once(desk):
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    assert text_states(desk)[0] == ("sergeant", 0, TextState.FAILED)
    desk.tick(WAIT)
    desk.expects_text("control-room")


def test_one_refused_number_does_not_hurry_a_step_on_which_another_was_reached(desk):
    constable = a_person("constable", "+447700900009")
    desk.register.put(constable)
    desk.register.numbers.prove(constable, desk.clock.now())
    desk.phones._names["+447700900009"] = "constable"
    desk.register.put(a_rota(DUTY, "sergeant", "constable"))
    desk.phones.trouble(Refused("opted out"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("constable")
    desk.tick(WAIT - 1)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")


def test_only_the_one_who_was_not_reached_is_tried_again(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.phones.trouble(TryLater("throttled"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    desk.tick()
    desk.expects_text("sergeant")
    desk.tick(WAIT - 2)


def test_what_nobody_foresaw_counts_as_perhaps_sent_and_does_not_stop_the_next_person(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.phones.trouble(ZeroDivisionError())
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.escalate()
    desk.expects_text("inspector")
    assert [type(error) for error in desk.report.all_errors] == [ZeroDivisionError]
    assert text_states(desk)[0] == ("sergeant", 0, TextState.UNKNOWN)


def test_a_text_without_a_link_is_better_than_none(desk):
    desk.keys.trouble = NeedsAPerson("no key")
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.escalate()
    assert desk.expects_text("sergeant").words == "Ridings K7MX: 1 urgent overdue, Selby Mastodon, oldest 30min."
    assert desk.report.all_errors == [desk.keys.trouble]
