"""The daily test by text: opened once a day; the cloud team is told when it fails and when one succeeds again."""

from datetime import time, timedelta

import pytest

from tests.builders import a_force
from tests.fakes.clock import NOON
from tests.worlds.oversight import AuditWorld
from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.alerting.domain.daily_test import daily_test_alert
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId

TODAY = daily_test_alert(NOON.date())


@pytest.fixture
def audit_world() -> AuditWorld:
    """The sergeant is texted at ten past twelve, and has twenty minutes."""
    audit_world = AuditWorld()
    canary = DailyTest(person=PersonId("sergeant"), at=time(12, 10), answer_within=timedelta(minutes=20))
    audit_world.register.put(a_force(canary=canary))
    return audit_world


def is_texted(audit_world: AuditWorld, alert: AlertId) -> None:
    """As an escalation does it: it looks again when the time to answer is over."""
    audit_world.is_told(alert)
    audit_world.change(alert, attention_at=audit_world.clock.now() + timedelta(minutes=20))


def is_answered(audit_world: AuditWorld, alert: AlertId) -> None:
    audit_world.change(
        alert,
        state=AlertState.ACKNOWLEDGED,
        acknowledged_at=audit_world.clock.now(),
        acknowledged_by=PersonId("sergeant"),
        attention_at=audit_world.clock.now() + timedelta(days=1),
    )


def ends(audit_world: AuditWorld, alert: AlertId) -> None:
    """As an escalation ends it when its time to answer is over."""
    audit_world.change(alert, state=AlertState.RESOLVED, attention_at=None, holds_slot=False)


def test_a_test_is_opened_and_queued_at_the_first_run_after_its_time(audit_world):
    audit_world.tick()
    assert audit_world.alerts.alerts == []
    audit_world.tick()
    (alert,) = audit_world.alerts.alerts
    assert (alert.id, alert.group, alert.state) == (TODAY, AlertGroup.DAILY_TEST, AlertState.OPEN)
    assert audit_world.escalations.take() == [TODAY]


def test_a_day_has_one_test_however_many_runs_there_are(audit_world):
    audit_world.later(minutes=10)
    audit_world.audit()
    audit_world.audit()
    is_answered(audit_world, TODAY)
    ends(audit_world, TODAY)
    audit_world.tick(3)
    assert [alert.id for alert in audit_world.alerts.alerts] == [TODAY]
    assert audit_world.escalations.take() == [TODAY]


def test_without_a_declared_test_there_is_none(audit_world):
    audit_world.register.put(a_force())
    audit_world.tick(6)
    assert audit_world.alerts.alerts == []


def test_a_run_that_comes_after_the_time_to_answer_opens_none(audit_world):
    audit_world.later(hours=1)
    audit_world.audit()
    assert audit_world.alerts.alerts == []


def test_an_answered_test_is_no_news(audit_world):
    audit_world.tick(2)
    is_texted(audit_world, TODAY)
    audit_world.tick()
    is_answered(audit_world, TODAY)
    audit_world.tick(8)
    assert audit_world.subjects == []
    assert audit_world.heartbeat.beats == 11


def test_a_test_that_nobody_answers_is_told_once_and_over_when_a_later_one_is_answered(audit_world):
    audit_world.tick(2)
    is_texted(audit_world, TODAY)
    audit_world.tick(4)
    ends(audit_world, TODAY)
    audit_world.tick(3)
    assert audit_world.subjects == ["canary_unanswered"]
    audit_world.later(hours=23, minutes=20)
    audit_world.tick()
    tomorrow = audit_world.alerts.alerts[-1].id
    assert tomorrow != TODAY
    is_texted(audit_world, tomorrow)
    assert audit_world.subjects == ["canary_unanswered"]
    is_answered(audit_world, tomorrow)
    audit_world.tick(2)
    assert audit_world.subjects == ["canary_unanswered", "over: canary_unanswered"]


def test_a_test_that_no_text_left_for_is_graver_than_one_that_nobody_answered(audit_world):
    audit_world.tick(2)
    audit_world.escalations.take()
    ends(audit_world, TODAY)
    report = audit_world.tick(4)
    assert [finding.name for finding in report.findings] == ["canary_unsent"]
    assert not report.is_well


def test_a_test_is_not_judged_before_its_time_to_answer_is_over(audit_world):
    audit_world.tick(2)
    is_texted(audit_world, TODAY)
    audit_world.tick(3)
    assert audit_world.found() == []
    audit_world.tick()
    assert audit_world.found() == ["canary_unanswered"]


def test_a_test_that_could_not_be_opened_stops_the_heart(audit_world):
    audit_world.later(minutes=10)
    audit_world.escalations.trouble = OSError("no queue")
    report = audit_world.audit()
    assert (report.is_complete, audit_world.heartbeat.beats) == (False, 0)
