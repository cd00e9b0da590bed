"""Which alert a text back is about, and that it is obeyed once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import an_account
from tests.fakes.texts import CountedAlertIds
from tests.worlds.alerting import SERGEANT
from tests.worlds.alerting_replies import a_second_alert, words_to
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.text import CODE_LIFE, RECENT_WITHIN
from watchdesk.alerting.sms import reply_confirmation
from watchdesk.alerting.usecases.plan_answer import ReplyResult
from watchdesk.core.errors import TryLater, Unconfirmed
from watchdesk.core.message import MessageState


@pytest.fixture
def bundle(desk):
    """One text told the sergeant of an alert on each of two accounts; then one more alert came."""
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.receives("1")
    desk.receives("9", account="malton-mastodon")
    desk.tick(30)
    desk.expects_text("sergeant")
    a_second_alert(desk)


def fates(desk):
    return [alert.acknowledged_by for alert in desk.alerts.alerts]


def test_the_code_that_leads_a_text_takes_all_it_told_of_as_its_link_does(desk, bundle):
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX, R4TW: you have them since 12:33."
    assert fates(desk) == ["sergeant", "sergeant", None]


def test_any_other_code_in_a_text_takes_its_own_alert(desk, bundle):
    desk.replies("sergeant", "R4TW")
    assert words_to(desk) == "R4TW: you have it since 12:33."
    assert fates(desk) == [None, "sergeant", None]


@pytest.mark.parametrize("action", ["e", "c"])
def test_to_pass_up_or_close_the_alert_that_leads_a_text_touches_no_other(desk, bundle, action):
    before = desk.alerts.alerts[1:]
    desk.replies("sergeant", f"K7MX {action}")
    assert words_to(desk).startswith("K7MX: ")
    assert desk.alerts.alerts[1:] == before


def test_a_code_that_fits_nothing_one_was_told_of_changes_nothing(desk, told):
    before = desk.alert
    assert desk.replies("sergeant", "R4TW").outcome is ReplyResult.REFUSED
    assert words_to(desk).startswith("R4TW: no alert of that name was texted to you. Nothing changed.")
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector").startswith("K7MX: no alert of that name was texted to you.")
    desk.replies("inspector", "all")
    assert words_to(desk, "inspector") == reply_confirmation.NOTHING_TOLD
    assert desk.alert == before


@pytest.fixture
def same_code(desk):
    """Every alert is called K7MX."""
    desk.ids = CountedAlertIds()


def test_a_code_that_fits_two_alerts_changes_neither_and_both_histories_say_so(desk, same_code, told):
    a_second_alert(desk)
    before = desk.alerts.alerts
    assert desk.replies("sergeant", "K7MX").outcome is ReplyResult.REFUSED
    assert words_to(desk).startswith("K7MX is two alerts. Nothing changed.")
    assert desk.alerts.alerts == before
    assert [desk.kinds(alert)[-1] for alert in before] == [EventKind.AMBIGUOUS] * 2


def test_an_old_alert_of_the_same_code_is_not_in_the_way_of_a_new_one(desk, same_code, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.tick(15)
    a_second_alert(desk)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: you have it")
    assert [alert.state for alert in desk.alerts.alerts] == [AlertState.RESOLVED, AlertState.ACKNOWLEDGED]


def test_a_reply_is_about_what_was_told_before_it_came(desk, told):
    early = desk.texts_in("a", SERGEANT.phone)
    desk.later(minutes=1)
    a_second_alert(desk)
    desk.answer_texts(early)
    assert words_to(desk).startswith("K7MX: you have it")


@pytest.mark.parametrize(("words", "within"), [("a", RECENT_WITHIN), ("K7MX", CODE_LIFE)])
def test_what_one_was_told_of_long_ago_is_not_meant(desk, told, words, within):
    late = desk.texts_in(words, SERGEANT.phone, at=desk.clock.now() + within + timedelta(seconds=1))
    assert desk.answer_texts(late).outcome is ReplyResult.REFUSED
    assert "Nothing changed" in words_to(desk)
    assert desk.alert.state is AlertState.OPEN


@pytest.mark.parametrize("words", ["K7MX", "e", "K7MX c", "all", "STOP", "what?"])
def test_a_text_brought_twice_has_its_effect_once_and_one_answer(desk, told, words):
    text = desk.texts_in(words, SERGEANT.phone)
    desk.answer_texts(text)
    words_to(desk)
    after, history = desk.alert, desk.history()
    desk.later(minutes=1)
    assert desk.answer_texts(text).outcome is ReplyResult.REPEATED
    assert (desk.alert, desk.history()) == (after, history)


@pytest.mark.parametrize("trouble", [TryLater("busy"), Unconfirmed("lost"), RuntimeError("a bug")])
def test_an_answer_that_could_not_be_sent_is_not_tried_again_and_what_was_asked_is_done(desk, told, trouble):
    desk.phones.trouble(trouble)
    answered = desk.replies("sergeant", "a")
    assert (answered.outcome, answered.is_answered, answered.error) == (ReplyResult.OBEYED, False, trouble)
    assert desk.alert.state is AlertState.ACKNOWLEDGED


def test_one_alert_that_cannot_be_seen_to_keeps_no_other_from_it_and_the_text_may_come_again(desk, told):
    a_second_alert(desk)
    text = desk.texts_in("all", SERGEANT.phone)
    broken = desk.alerts.alerts[1]
    desk.alerts.stored[broken.id].alert = replace(broken, group=None)
    with pytest.raises(ExceptionGroup):
        desk.answer_texts(text)
    assert desk.alerts.alerts[0].state is AlertState.ACKNOWLEDGED
    desk.alerts.stored[broken.id].alert = broken
    desk.later(minutes=1)
    desk.answer_texts(text)
    assert words_to(desk) == "R4TW: you have it since 12:34. K7MX: you have it since 12:33."


def test_nobody_is_shown_in_what_is_logged(desk, told):
    text = desk.texts_in("K7MX my own words", SERGEANT.phone)
    answered = desk.answer_texts(text)
    words_to(desk)
    for shown in (repr(text), repr(answered)):
        assert "7700" not in shown
        assert "my own words" not in shown
