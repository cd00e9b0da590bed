"""People text back, and the alert they mean is taken, passed up or closed, as if they had come to the desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.worlds.alerting_replies import AnsweringDesk, a_second_alert, answering_desk, words_to
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.usecases.plan_answer import ReplyResult
from watchdesk.alerting.usecases.reply_to_alert import CLOSE_HOLD
from watchdesk.core.message import MessageState
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup


@pytest.fixture
def desk() -> Iterator[AnsweringDesk]:
    """Every text that a test has not asked for fails it."""
    yield from answering_desk()


def test_a_code_takes_its_alert_as_the_link_does(desk, told):
    assert desk.replies("sergeant", "k7mx").outcome is ReplyResult.OBEYED
    assert (desk.alert.state, desk.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, "sergeant")
    assert desk.alert.attention_at == desk.clock.now() + ACKNOWLEDGEMENT_PERIODS[AlertGroup.URGENT]
    assert words_to(desk) == "K7MX: you have it since 12:30."
    desk.tick(29)


def test_a_bare_word_takes_the_latest_alert_one_was_told_of(desk, told):
    a_second_alert(desk)
    desk.replies("sergeant", "Ok.")
    assert words_to(desk) == "R4TW: you have it since 12:33."
    first, second = desk.alerts.alerts
    assert (first.state, second.state) == (AlertState.OPEN, AlertState.ACKNOWLEDGED)


def test_all_takes_every_open_alert_one_was_told_of_and_no_other(desk, told):
    a_second_alert(desk)
    desk.tick(12)
    desk.expects_text("inspector")
    desk.replies("inspector", "all")
    assert words_to(desk, "inspector") == "K7MX: you have it since 12:45."
    desk.replies("sergeant", "aa")
    assert words_to(desk) == "R4TW: you have it since 12:45."
    assert {alert.state for alert in desk.alerts.alerts} == {AlertState.ACKNOWLEDGED}


def test_what_nobody_acts_on_climbs_again_when_the_acknowledgement_runs_out(desk, told):
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.tick(ACKNOWLEDGEMENT_PERIODS[AlertGroup.URGENT] // timedelta(minutes=1))
    desk.expects_text("sergeant")
    assert EventKind.REOPENED in desk.kinds()


def test_the_second_person_is_told_who_took_it_and_when_and_their_answer_is_kept(desk, told):
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    before = desk.alert
    desk.later(minutes=1)
    desk.replies("inspector", "K7MX a")
    assert words_to(desk, "inspector") == "K7MX: Sgt Hale has it since 12:45."
    assert desk.alert == before
    assert (desk.history()[-1].kind, desk.history()[-1].about) == (EventKind.ANSWERED_LATE, "inspector")


def test_an_answer_on_another_day_says_the_day(desk, told):
    desk.replies("sergeant", "K7MX c")
    words_to(desk)
    desk.later(hours=12)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: you have it since 12:30 on 02 Mar."


def test_an_answer_to_what_is_dealt_with_is_late_and_reopens_nothing(desk, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.tick(15)
    resolved = desk.alert
    for words in ("K7MX", "K7MX e", "K7MX c"):
        desk.later(minutes=1)
        desk.replies("sergeant", words)
        assert words_to(desk) == "K7MX: all dealt with."
    assert desk.alert == resolved
    assert desk.kinds()[-3:] == [EventKind.ANSWERED_LATE] * 3


def test_passing_up_texts_the_next_step_now_and_not_the_same_one_again(desk, told):
    desk.replies("sergeant", "e K7MX")
    assert words_to(desk) == "K7MX: passed up, the next step is texted now."
    desk.escalate_queued()
    desk.expects_text("inspector")
    desk.tick(14)
    assert (desk.history()[2].kind, desk.history()[2].about) == (EventKind.ESCALATED, "sergeant")


def test_what_is_passed_up_beyond_the_last_step_reaches_the_last_resort(desk, told):
    for person in ("inspector", "control-room"):
        desk.replies("sergeant", "e")
        words_to(desk)
        desk.escalate_queued()
        desk.expects_text(person)


def test_what_is_passed_up_without_a_queue_climbs_at_the_next_tick(desk, told):
    desk.replies("sergeant", "e")
    words_to(desk)
    desk.tick()
    desk.expects_text("inspector")


def test_a_warning_has_no_step_to_be_passed_up_to(desk, told):
    stored = desk.alerts.stored[desk.alert.id]
    stored.alert = replace(stored.alert, group=AlertGroup.WARNING)
    desk.replies("sergeant", "e")
    assert words_to(desk) == "K7MX: cannot be passed up."
    assert desk.alert.step == 0


def test_closing_what_is_dealt_with_resolves_it_at_once(desk, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.replies("sergeant", "K7MX c")
    assert words_to(desk) == "K7MX: closed, nothing waits."
    desk.escalate_queued()
    assert desk.alert.state is AlertState.RESOLVED
    assert EventKind.CLOSED in desk.kinds()


def test_closing_what_still_waits_is_believed_for_a_day_and_no_longer(desk, told):
    desk.replies("sergeant", "done K7MX")
    assert words_to(desk) == "K7MX: closed. What still waits then rings again at 12:30 on 03 Mar."
    desk.later(hours=CLOSE_HOLD // timedelta(hours=1) - 1)
    desk.tick(59)
    desk.expects_silence()
    desk.tick(1)
    desk.expects_text("sergeant")


def test_one_can_close_what_one_has_taken(desk, told):
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.replies("sergeant", "K7MX c")
    assert "closed" in words_to(desk)
    assert desk.alert.attention_at == desk.clock.now() + CLOSE_HOLD
