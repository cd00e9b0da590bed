"""A message that is being handed to an alert is never handed to one that has just been resolved."""

from datetime import timedelta

import pytest

from tests.fakes import FakeMessageStore
from tests.worlds.alerting import Desk
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import MessageState


class Interrupted(FakeMessageStore):
    """Somebody else acts just before the next message is handed over."""

    def __init__(self):
        super().__init__()
        self.acts = []

    def hand_over(self, waiting, alert, now):
        for act in self.acts:
            act()
        self.acts.clear()
        return super().hand_over(waiting, alert, now)


@pytest.fixture
def desk():
    return Desk(Interrupted())


def is_looked_after(desk, key):
    alert = desk.alerts.alert(desk.messages.message(key).alert)
    return alert.state is not AlertState.RESOLVED and key in desk.alerts.members(alert.id)


def test_an_escalation_in_the_midst_of_a_claim_that_runs_out_loses_no_message(desk):
    key = desk.receives(limit=timedelta(minutes=1))
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.messages.acts.append(desk.escalate)
    desk.tick()
    assert is_looked_after(desk, key)
    desk.tick(2)
    desk.expects_text("sergeant")


def test_an_escalation_whose_clock_is_two_minutes_behind_the_sweep_loses_no_message(desk):
    done = desk.receives("1", limit=timedelta(minutes=1))
    desk.tick()
    desk.expects_text("sergeant")
    key = desk.receives("2", limit=timedelta(minutes=17))
    desk.later(minutes=15)
    desk.messages.change(done, state=MessageState.DISPOSED)

    def behind():
        desk.later(minutes=-2)
        desk.escalate()
        desk.later(minutes=2)

    desk.messages.acts.append(behind)
    desk.later(minutes=2)
    desk.sweep()
    assert is_looked_after(desk, key)
    desk.tick(2)
    desk.expects_text("inspector")


def test_what_is_claimed_for_longer_keeps_no_alert_open(desk):
    key = desk.receives(limit=timedelta(minutes=1))
    desk.tick()
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.messages.stored[key].attention_at = desk.later(minutes=15) + timedelta(hours=1)
    desk.escalate()
    assert desk.alert.state is AlertState.RESOLVED
