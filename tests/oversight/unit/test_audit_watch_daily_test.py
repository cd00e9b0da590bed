"""The daily test by text: opened once a day; the cloud team is told when it fails and when one succeeds again."""

from datetime import time, timedelta

import pytest

from tests.builders import a_force
from tests.fakes.clock import NOON
from tests.worlds.oversight import Ward
from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.alerting.domain.daily_test import daily_test_alert
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId

TODAY = daily_test_alert(NOON.date())


@pytest.fixture
def ward() -> Ward:
    """The sergeant is texted at ten past twelve, and has twenty minutes."""
    ward = Ward()
    canary = DailyTest(person=PersonId("sergeant"), at=time(12, 10), answer_within=timedelta(minutes=20))
    ward.register.put(a_force(canary=canary))
    return ward


def is_texted(ward: Ward, alert: AlertId) -> None:
    """As an escalation does it: it looks again when the time to answer is over."""
    ward.is_told(alert)
    ward.change(alert, attention_at=ward.clock.now() + timedelta(minutes=20))


def is_answered(ward: Ward, alert: AlertId) -> None:
    ward.change(
        alert,
        state=AlertState.ACKNOWLEDGED,
        acknowledged_at=ward.clock.now(),
        acknowledged_by=PersonId("sergeant"),
        attention_at=ward.clock.now() + timedelta(days=1),
    )


def ends(ward: Ward, alert: AlertId) -> None:
    """As an escalation ends it when its time to answer is over."""
    ward.change(alert, state=AlertState.RESOLVED, attention_at=None, holds_slot=False)


def test_a_test_is_opened_and_queued_at_the_first_run_after_its_time(ward):
    ward.tick()
    assert ward.alerts.alerts == []
    ward.tick()
    (alert,) = ward.alerts.alerts
    assert (alert.id, alert.group, alert.state) == (TODAY, AlertGroup.DAILY_TEST, AlertState.OPEN)
    assert ward.escalations.take() == [TODAY]


def test_a_day_has_one_test_however_many_runs_there_are(ward):
    ward.later(minutes=10)
    ward.audit()
    ward.audit()
    is_answered(ward, TODAY)
    ends(ward, TODAY)
    ward.tick(3)
    assert [alert.id for alert in ward.alerts.alerts] == [TODAY]
    assert ward.escalations.take() == [TODAY]


def test_without_a_declared_test_there_is_none(ward):
    ward.register.put(a_force())
    ward.tick(6)
    assert ward.alerts.alerts == []


def test_a_run_that_comes_after_the_time_to_answer_opens_none(ward):
    ward.later(hours=1)
    ward.audit()
    assert ward.alerts.alerts == []


def test_an_answered_test_is_no_news(ward):
    ward.tick(2)
    is_texted(ward, TODAY)
    ward.tick()
    is_answered(ward, TODAY)
    ward.tick(8)
    assert ward.subjects == []
    assert ward.heartbeat.beats == 11


def test_a_test_that_nobody_answers_is_told_once_and_over_when_a_later_one_is_answered(ward):
    ward.tick(2)
    is_texted(ward, TODAY)
    ward.tick(4)
    ends(ward, TODAY)
    ward.tick(3)
    assert ward.subjects == ["canary_unanswered"]
    ward.later(hours=23, minutes=20)
    ward.tick()
    tomorrow = ward.alerts.alerts[-1].id
    assert tomorrow != TODAY
    is_texted(ward, tomorrow)
    assert ward.subjects == ["canary_unanswered"]
    is_answered(ward, tomorrow)
    ward.tick(2)
    assert ward.subjects == ["canary_unanswered", "over: canary_unanswered"]


def test_a_test_that_no_text_left_for_is_graver_than_one_that_nobody_answered(ward):
    ward.tick(2)
    ward.escalations.take()
    ends(ward, TODAY)
    report = ward.tick(4)
    assert [finding.name for finding in report.findings] == ["canary_unsent"]
    assert not report.is_well


def test_a_test_is_not_judged_before_its_time_to_answer_is_over(ward):
    ward.tick(2)
    is_texted(ward, TODAY)
    ward.tick(3)
    assert ward.found() == []
    ward.tick()
    assert ward.found() == ["canary_unanswered"]


def test_a_test_that_could_not_be_opened_stops_the_heart(ward):
    ward.later(minutes=10)
    ward.escalations.trouble = OSError("no queue")
    report = ward.audit()
    assert (report.is_complete, ward.heartbeat.beats) == (False, 0)
