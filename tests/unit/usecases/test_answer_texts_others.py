"""What the others who were texted hear of an answer, and where all of them must give one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.answering import (
    AnsweringDesk,
    answering_desk,
    texted,
    words_to,
)
from tests.builders import DUTY, a_rota, an_account
from watchdesk.domain.alert import AlertState, EventKind
from watchdesk.domain.errors import Unconfirmed
from watchdesk.domain.person import PersonId
from watchdesk.domain.policy import Policy
from watchdesk.domain.rota import Rota, RotaId
from watchdesk.usecases.obey_answer import RECENT
from watchdesk.usecases.take_alert import NEWS_FOR


@pytest.fixture
def desk() -> Iterator[AnsweringDesk]:
    """Every text that a test has not asked for fails it."""
    yield from answering_desk()


@pytest.fixture
def told(desk):
    return texted(desk)


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
    desk.alerts.acknowledge(desk.alert.id, PersonId("sergeant"), desk.clock.now(), desk.clock.now() + RECENT)
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
    desk.alerts.acknowledge(desk.alert.id, PersonId("sergeant"), now, now + RECENT)
    desk.later(seconds=NEWS_FOR.total_seconds() + 1)
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


@pytest.fixture
def both(desk):
    """The sergeant and the inspector are on the first step, and both must answer."""
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    first, second = policy.steps
    second = replace(second, notify=RotaId("nobody"))
    desk.register.put(Rota(id=RotaId("nobody"), people=()))
    desk.register.put(replace(policy, steps=(replace(first, everyone=True), second)))


@pytest.fixture
def everyone(desk, both):
    """Both have just been texted."""
    desk.receives()
    desk.tick(30)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")


def test_where_everyone_must_answer_the_last_answer_takes_it(desk, everyone):
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: noted, the others who were texted must answer too."
    assert (desk.alert.state, desk.alert.answered_by) == (AlertState.OPEN, ("sergeant",))
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector") == "K7MX: you have it since 12:30."
    assert (desk.alert.state, desk.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, "inspector")
    desk.tick(20)


def test_where_everyone_must_answer_it_climbs_without_texting_again_who_has(desk, everyone):
    desk.register.put(replace(desk.register.force(), last_resort=PersonId("sergeant")))
    desk.replies("sergeant", "all")
    words_to(desk)
    desk.tick(14)
    desk.expects_silence()
    desk.tick(12)
    desk.expects_text("inspector")
    assert [text.person for text in desk.alerts.notifications(desk.alert.id)].count("sergeant") == 1


def test_saying_it_again_where_everyone_must_answer_is_no_second_answer(desk, everyone):
    for _ in range(2):
        desk.replies("sergeant", "K7MX")
        assert words_to(desk).startswith("K7MX: noted")
    assert desk.kinds().count(EventKind.ANSWERED_IN_PART) == 1
    assert EventKind.ANSWERED_LATE not in desk.kinds()


def test_once_the_policy_no_longer_asks_everyone_the_first_answer_counts(desk, everyone):
    desk.register.delete(Policy, an_account().policy)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: you have it")


def test_where_everyone_must_answer_a_text_that_is_tried_again_is_not_for_who_has(desk, both):
    desk.phones.trouble(Unconfirmed("lost"), arrives=True)
    desk.receives()
    desk.tick(30)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: noted")
    desk.tick(5)
