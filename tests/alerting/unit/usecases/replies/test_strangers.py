"""Whoever is not known, or says nothing that is understood, changes nothing and is answered sparingly."""

import pytest

from tests.builders import a_person
from tests.worlds.alerting import SERGEANT
from tests.worlds.alerting_replies import MORE_STRANGERS, STRANGER, words_to
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.sms import reply_confirmation
from watchdesk.alerting.usecases.answer_texts import (
    MAX_CONFIRMATIONS,
    MAX_HELP_TEXTS,
    MAX_TO_STRANGERS,
)
from watchdesk.alerting.usecases.plan_answer import ReplyResult
from watchdesk.register.domain.person import PersonId


def test_whoever_texts_from_another_number_takes_nothing_and_hears_of_no_alert(desk, told):
    before, history = desk.alert, desk.history()
    assert desk.answer_texts(desk.texts_in("K7MX a", STRANGER)).outcome is ReplyResult.STRANGER
    assert words_to(desk, "stranger") == reply_confirmation.STRANGER
    assert (desk.alert, desk.history()) == (before, history)


def test_a_number_given_up_is_a_strangers(desk, told):
    desk.register.put(a_person("sergeant", "+447700900555"))
    assert desk.answer_texts(desk.texts_in("a", SERGEANT.phone, id="given-up")).outcome is ReplyResult.STRANGER
    assert words_to(desk) == reply_confirmation.STRANGER
    assert desk.alert.state is AlertState.OPEN


def test_a_stranger_is_answered_once_a_day(desk):
    answers = [desk.answer_texts(desk.texts_in(f"help {n}", STRANGER)).is_answered for n in range(3)]
    assert answers == [True, False, False]
    words_to(desk, "stranger")
    desk.later(days=1)
    assert desk.answer_texts(desk.texts_in("hello", STRANGER)).is_answered
    words_to(desk, "stranger")


def test_strangers_together_are_answered_twenty_times_a_day(desk):
    answered = [desk.answer_texts(desk.texts_in("hello", number)).is_answered for number in MORE_STRANGERS]
    assert len(answered) > sum(answered) == MAX_TO_STRANGERS
    for _ in range(MAX_TO_STRANGERS):
        words_to(desk, "stranger")


@pytest.mark.parametrize(
    ("sender", "words"), [("+15550100", "hello"), ("60777", "hello"), ("BANK", "a"), ("", "a")]
)
def test_what_is_no_number_of_this_country_is_not_answered(desk, sender, words):
    assert desk.answer_texts(desk.texts_in(words, sender)).outcome is ReplyResult.STRANGER
    assert desk.phones.attempts == 0


def test_a_strangers_stop_is_given_no_text(desk):
    assert not desk.answer_texts(desk.texts_in("STOP", STRANGER)).is_answered


def test_what_is_not_understood_is_answered_with_how_to_say_it_five_times_a_day(desk, told):
    before = desk.alert
    outcomes = [
        desk.replies("sergeant", words).outcome for words in ("no", "HELP", "who?", "R4TW", "hm", "eh", "HELP")
    ]
    assert outcomes[:2] == [ReplyResult.NOT_UNDERSTOOD, ReplyResult.HELPED]
    assert words_to(desk) == reply_confirmation.NOT_UNDERSTOOD
    assert words_to(desk) == reply_confirmation.HELP
    for _ in range(MAX_HELP_TEXTS - 2):
        words_to(desk)
    assert desk.alert == before


def test_help_that_is_used_up_keeps_nobody_from_answering(desk, told):
    for _ in range(MAX_HELP_TEXTS):
        desk.replies("sergeant", "no")
        words_to(desk)
    desk.replies("sergeant", "a")
    assert words_to(desk).startswith("K7MX: you have it")


def test_a_phone_that_answers_every_text_with_yes_is_not_talked_with_all_night(desk, told):
    answered = [desk.replies("sergeant", "Yes").is_answered for _ in range(MAX_CONFIRMATIONS + 5)]
    assert sum(answered) == MAX_CONFIRMATIONS
    for _ in range(MAX_CONFIRMATIONS):
        words_to(desk)


def test_stop_opts_the_number_out_and_is_confirmed_once(desk, told):
    assert desk.replies("sergeant", "STOP").outcome is ReplyResult.OPTED_OUT
    assert words_to(desk) == reply_confirmation.STOPPED
    assert not desk.register.person(PersonId("sergeant")).can_be_texted
    assert (desk.history()[-1].kind, desk.history()[-1].about) == (EventKind.OPTED_OUT, "sergeant")
    assert desk.alert.state is AlertState.OPEN


def test_start_opts_it_in_again(desk, told):
    desk.replies("sergeant", "STOP")
    words_to(desk)
    assert desk.replies("sergeant", "start").outcome is ReplyResult.OPTED_IN
    assert words_to(desk) == reply_confirmation.STARTED
    assert desk.register.person(PersonId("sergeant")).can_be_texted
    assert EventKind.OPTED_IN in desk.kinds()
