"""Who must still answer an alert, and who is told that another person has it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import an_alert
from tests.fakes import NOON
from watchdesk.alerting.domain.acknowledgement import (
    NEWS_LIFE,
    acknowledged_since,
    follow_up_recipients,
    late_answers,
    must_others_answer,
)
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.register.domain.policy import EscalationStep
from watchdesk.register.domain.rota import RotaId

TAKEN = an_alert().acknowledged("sergeant", NOON, NOON + timedelta(hours=1))
STEP = EscalationStep(notify=RotaId("duty-desk"), wait=timedelta(minutes=15), everyone=True)


def texted(person: str, state: TextState = TextState.ACCEPTED, step: int = 0) -> Notification:
    return Notification(n=0, step=step, person=person, expires_at=NOON, wanted_at=NOON, state=state)


BOTH = [texted("sergeant"), texted("inspector")]


def test_everyone_on_the_step_who_was_texted_must_answer():
    assert must_others_answer(an_alert(), BOTH, [STEP], "sergeant")
    assert not must_others_answer(an_alert().answered_in_part("inspector"), BOTH, [STEP], "sergeant")


def test_one_answer_is_enough_on_any_other_step_and_on_the_last_resort():
    assert not must_others_answer(an_alert(), BOTH, [replace(STEP, everyone=False)], "sergeant")
    assert not must_others_answer(an_alert(), BOTH, [], "sergeant")


@pytest.mark.parametrize("state", [TextState.PENDING, TextState.FAILED, TextState.DROPPED])
def test_a_person_whom_no_text_reached_need_not_answer(state):
    assert not must_others_answer(an_alert(), [texted("sergeant"), texted("inspector", state)], [STEP], "sergeant")


def test_an_acknowledgement_is_news_for_a_while():
    assert acknowledged_since(TAKEN, NOON + NEWS_LIFE) == NOON
    assert acknowledged_since(TAKEN, NOON + NEWS_LIFE + timedelta(seconds=1)) is None
    assert acknowledged_since(an_alert(), NOON) is None


def test_the_others_of_this_climb_who_want_to_hear_are_told_in_order():
    texts = [texted("sergeant"), texted("inspector"), texted("constable"), texted("superintendent")]
    wanting = {"sergeant", "inspector", "constable", "elsewhere"}
    assert follow_up_recipients(TAKEN, texts, [], wanting) == ["constable", "inspector"]
    assert follow_up_recipients(TAKEN, texts, ["constable"], wanting) == ["inspector"]
    assert follow_up_recipients(replace(TAKEN, climbs_from=1), texts, [], wanting) == []


def test_an_answer_is_late_if_it_came_after_another_person_took_the_alert():
    early = AlertEvent(at=NOON - timedelta(minutes=1), kind=EventKind.ANSWERED_LATE, about="constable")
    late = AlertEvent(at=NOON, kind=EventKind.ANSWERED_LATE, about="inspector")
    other = AlertEvent(at=NOON, kind=EventKind.TEXTED, about="sergeant")
    assert late_answers([early, late, other], NOON) == {"inspector"}
