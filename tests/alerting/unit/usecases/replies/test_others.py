"""What the others who were texted hear of an answer."""

from dataclasses import replace

from tests.worlds.alerting_replies import words_to
from watchdesk.alerting.domain.acknowledgement import NEWS_LIFE
from watchdesk.alerting.domain.text import RECENT_WITHIN
from watchdesk.register.domain.person import PersonId


def wants_to_hear(desk, *people):
    for person in people:
        desk.register.put(replace(desk.register.person(PersonId(person)), wants_follow_ups=True))


def test_who_took_it_at_the_desk_is_not_named_by_the_subject_of_a_token(desk, told):
    wants_to_hear(desk, "sergeant")
    taken = desk.take_alert(desk.alert, PersonId("9f3c-subject"))
    assert taken.acknowledged_by == "9f3c-subject"
    desk.tick(3)
    assert words_to(desk) == "Ridings: K7MX taken by somebody at the desk 12:30."
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: somebody at the desk has it since 12:30."


def test_others_who_were_told_and_want_to_hear_hear_who_took_it_and_when(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)
    assert words_to(desk, "inspector") == "Ridings: K7MX taken by Sgt Hale 12:45."
    desk.tick(20)


def test_what_is_closed_is_news_too(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "c")
    words_to(desk)
    desk.tick(5)
    assert "K7MX taken by Sgt Hale" in words_to(desk, "inspector")


def test_news_are_told_once_however_often_the_answer_comes(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(3)
    words_to(desk, "inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(10)


def test_whoever_does_not_want_to_hear_or_was_not_told_or_took_it_hears_nothing(desk, told):
    wants_to_hear(desk, "sergeant", "control-room")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(20)


def test_whoever_has_spoken_since_was_told_then(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.alerts.acknowledge(
        desk.alert.id, PersonId("sergeant"), desk.clock.now(), desk.clock.now() + RECENT_WITHIN
    )
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector") == "K7MX: Sgt Hale has it since 12:45."
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.tick(5)


def test_whoever_has_opted_out_since_is_not_texted_the_news(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("inspector", "STOP")
    words_to(desk, "inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)


def test_news_that_were_lost_are_made_up_for_at_once_or_not_at_all(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    now = desk.clock.now()
    desk.alerts.acknowledge(desk.alert.id, PersonId("sergeant"), now, now + RECENT_WITHIN)
    desk.later(seconds=NEWS_LIFE.total_seconds() + 1)
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)


def test_whoever_was_told_in_an_earlier_climb_only_heard_the_news_then(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)
    words_to(desk, "inspector")
    desk.tick(25)
    desk.expects_text("sergeant")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)
