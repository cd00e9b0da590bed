"""Every due alert is seen to, once, and nobody is texted for what is dealt with."""

from datetime import timedelta

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.usecases.escalate_alert import EscalationOutcome
from watchdesk.core.message import MessageState

HALF_AN_HOUR = 30
WAIT = 15


def test_no_text_goes_out_for_a_message_that_was_dealt_with_meanwhile(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.change(key, state=MessageState.DISPOSED)
    assert [each.outcome for each in desk.escalate()] == [EscalationOutcome.RESOLVED]
    assert desk.alert.state is AlertState.RESOLVED


def test_a_climb_ends_when_its_last_message_is_dealt_with(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(60)
    assert desk.alert.state is AlertState.RESOLVED
    assert desk.kinds()[-1] is EventKind.RESOLVED


def test_a_message_overdue_after_its_alert_was_resolved_opens_another(desk):
    key = desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(WAIT)
    desk.receives("2")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    assert [alert.state for alert in desk.alerts.alerts] == [AlertState.RESOLVED, AlertState.OPEN]


def test_a_message_given_more_time_is_left_out_until_it_is_due_again(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.stored[key].attention_at = desk.clock.now() + timedelta(minutes=20)
    assert [each.outcome for each in desk.escalate()] == [EscalationOutcome.RESOLVED]
    desk.tick(20)
    desk.expects_text("sergeant")


def test_two_runs_at_once_send_one_text(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    assert [each.outcome for each in desk.escalate()] == [EscalationOutcome.CLIMBED]
    assert [each.outcome for each in desk.escalate_queued()] == [EscalationOutcome.NOT_DUE]
    desk.expects_text("sergeant")


def test_an_acknowledged_alert_whose_messages_are_dealt_with_resolves_itself(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.tick(30)
    assert desk.alert.state is AlertState.RESOLVED


def test_an_alert_nobody_is_looking_after_is_found_by_the_next_tick(desk):
    """A run died after it had leased the alert: the lease runs out, and the text goes out once."""
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    now = desk.clock.now()
    desk.alerts.lease(desk.alert.id, "a run that died", now, now + timedelta(seconds=90))
    desk.tick()
    desk.expects_silence()
    desk.tick()
    desk.expects_text("sergeant")


class JoinedMeanwhile:
    """An alert that another message joins just before it is resolved."""

    def __init__(self, alerts, join):
        self._alerts, self._join = alerts, join

    def save(self, before, after, *events):
        if after.state is AlertState.RESOLVED:
            self._join()
        return self._alerts.save(before, after, *events)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_a_message_that_joins_just_before_an_alert_resolves_is_not_lost(desk):
    key = desk.receives("1")
    second = desk.receives("2", limit=timedelta(minutes=31))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.later(minutes=WAIT)
    alerts = desk.alerts
    desk.alerts = JoinedMeanwhile(alerts, lambda: alerts.join(alerts.alerts[0].id, [second], desk.clock.now()))
    assert [each.outcome for each in desk.escalate()] == [EscalationOutcome.GAVE_WAY]
    desk.alerts = alerts
    desk.tick()
    desk.expects_text("inspector")
