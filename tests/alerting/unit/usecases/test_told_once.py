"""What is told once and climbs to nobody: a warning, the daily test, and who has taken an alert."""

from datetime import time, timedelta

import pytest

from tests.builders import a_force, a_policy
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId

HALF_AN_HOUR = 30
WAIT = 15


def history(desk):
    return [event.kind for event in desk.alerts.history(desk.alert.id)]


def test_a_warning_is_told_once_to_the_first_step_and_ends_when_the_messages_are_overdue(desk):
    desk.register.put(a_policy(warn=timedelta(minutes=10)))
    key = desk.receives(urgency=Urgency.PRIORITY, limit=timedelta(minutes=120))
    desk.messages.stored[key].attention_at = desk.clock.now() + timedelta(minutes=110)
    desk.tick(109)
    desk.expects_silence()
    desk.tick()
    assert "1 priority due in 10min, Selby Mastodon" in desk.expects_text("sergeant").words
    desk.tick(9)
    desk.expects_silence()
    desk.tick(3)
    assert "1 priority overdue" in desk.expects_text("sergeant").words
    warning, alert = desk.alerts.alerts
    assert (warning.group, warning.state) == (AlertGroup.WARNING, AlertState.RESOLVED)
    assert (alert.group, alert.state) == (AlertGroup.PRIORITY, AlertState.OPEN)


def test_a_warning_whose_messages_are_dealt_with_in_time_ends_in_silence(desk):
    desk.register.put(a_policy(warn=timedelta(minutes=10)))
    key = desk.receives(urgency=Urgency.PRIORITY, limit=timedelta(minutes=120))
    desk.messages.stored[key].attention_at = desk.clock.now() + timedelta(minutes=110)
    desk.tick(110)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.tick(60)
    assert desk.alert.state is AlertState.RESOLVED


@pytest.fixture
def tested(desk):
    """A daily test was opened just now."""
    canary = DailyTest(person=PersonId("inspector"), at=time(10), answer_within=timedelta(minutes=20))
    desk.register.put(a_force(canary=canary))
    now = desk.clock.now()
    alert = Alert(
        id=AlertId("CA20260302"),
        account=AccountId("canary-2026-03-02"),
        group=AlertGroup.DAILY_TEST,
        code=Code("K7MX"),
        opened_at=now,
        attention_at=now,
    )
    assert desk.alerts.open(alert, [])
    desk.escalate()
    return desk.expects_text("inspector")


def test_the_daily_test_is_for_one_person_and_ends_when_it_is_answered(desk, tested):
    assert tested.words.startswith("Ridings K7MX: this is the daily test.")
    desk.acknowledges(tested)
    desk.tick(60 * 24)
    assert desk.alert.state is AlertState.RESOLVED
    assert EventKind.UNANSWERED not in history(desk)


def test_a_daily_test_that_nobody_answers_ends_as_unanswered_and_climbs_to_nobody(desk, tested):
    desk.tick(19)
    assert desk.alert.state is AlertState.OPEN
    desk.tick()
    assert desk.alert.state is AlertState.RESOLVED
    assert set(history(desk)[-2:]) == {EventKind.UNANSWERED, EventKind.RESOLVED}


def test_who_has_taken_it_is_told_in_a_text_of_its_own_unless_it_has_come_back(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR + WAIT)
    desk.expects_text("sergeant")
    desk.acknowledges(desk.expects_text("inspector"))
    for _ in range(2):
        desk.pagers.follow_up(PersonId("sergeant"), desk.alert, desk.clock.now())
    desk.tick()
    assert desk.expects_text("sergeant").words == "Ridings: K7MX taken by Insp Brook 12:45."
    assert EventKind.FOLLOWED_UP in history(desk)
    desk.tick(5)


def test_news_of_an_alert_that_was_resolved_meanwhile_is_dropped(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.messages.change(key, state=MessageState.DISPOSED)
    taken = desk.alert
    desk.tick(30)
    desk.pagers.follow_up(PersonId("inspector"), taken, desk.clock.now())
    desk.tick()
