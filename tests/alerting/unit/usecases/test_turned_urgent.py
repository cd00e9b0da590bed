"""An alert that is somebody's, or climbs slowly, never keeps quiet what has become urgent since."""

from tests.builders import edited
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import Urgency
from watchdesk.register.domain.alert_group import AlertGroup


def test_a_message_edited_into_an_emergency_is_texted_though_its_alert_was_taken(desk):
    key = desk.receives(urgency=Urgency.ROUTINE)
    desk.tick(30)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.later(minutes=5)
    message = desk.messages.message(key)
    now = desk.clock.now()
    desk.messages.revise(
        edited(message, "2", urgency=Urgency.URGENT, reason="weapon", deadline=now, first_seen_at=now)
    )
    desk.tick()
    assert "urgent" in desk.expects_text("sergeant").words.lower()
    routine, urgent = sorted(desk.alerts.alerts, key=lambda alert: alert.opened_at)
    assert (routine.state, urgent.group) == (AlertState.ACKNOWLEDGED, AlertGroup.URGENT)
    assert desk.messages.message(key).alert == urgent.id
