"""Where everyone who is texted must answer, the last answer takes the alert."""

from dataclasses import replace

import pytest

from tests.builders import DUTY, a_rota, an_account
from tests.worlds.alerting_replies import words_to
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.core.errors import Unconfirmed
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota, RotaId


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
